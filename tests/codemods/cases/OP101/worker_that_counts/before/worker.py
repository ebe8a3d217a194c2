import json
import time
from itertools import count

import requests


def fetch():
    tasks = requests.get("https://tasks.example.com", timeout=5).json()
    with open("known_tasks", "w") as file:
        json.dump(tasks, file)


def main():
    for _ in count():
        fetch()
        time.sleep(60)


if __name__ == "__main__":
    main()
