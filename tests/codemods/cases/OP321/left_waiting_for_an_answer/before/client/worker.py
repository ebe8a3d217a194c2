import time

import httpx

client = httpx.Client(timeout=None)


def store(item):
    with open("/srv/items", "a") as file:
        file.write(str(item))


if __name__ == "__main__":
    while True:
        store(client.get("https://x.example"))
        time.sleep(60)
