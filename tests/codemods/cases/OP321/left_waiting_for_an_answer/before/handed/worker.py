import time

import requests

from sessions import made


def store(item):
    with open("/srv/items", "a") as file:
        file.write(str(item))


def sample(session):
    store(session.get("https://x.example"))


if __name__ == "__main__":
    while True:
        sample(made())
        time.sleep(60)
