import time

import requests


def store(item):
    with open("/srv/items", "a") as file:
        file.write(str(item))


def sample():
    session = requests.session()
    store(session.get("https://x.example"))


if __name__ == "__main__":
    while True:
        sample()
        time.sleep(60)
