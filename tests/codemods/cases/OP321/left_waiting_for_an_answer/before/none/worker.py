import time

import requests


def store(item):
    with open("/srv/items", "a") as file:
        file.write(str(item))


if __name__ == "__main__":
    while True:
        store(requests.get("https://x.example", timeout=None))
        time.sleep(60)
