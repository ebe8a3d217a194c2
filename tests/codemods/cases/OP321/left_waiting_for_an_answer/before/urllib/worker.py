import time

import urllib.request


def store(item):
    with open("/srv/items", "a") as file:
        file.write(str(item))


if __name__ == "__main__":
    while True:
        store(urllib.request.urlopen("https://x.example"))
        time.sleep(60)
