import time

import smtplib


def store(item):
    with open("/srv/items", "a") as file:
        file.write(str(item))


if __name__ == "__main__":
    while True:
        store(smtplib.SMTP("mail"))
        time.sleep(60)
