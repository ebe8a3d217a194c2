import json
import time
from urllib.request import urlopen


def line(name, values):
    print(f"{name}: {sum(values)}")


def main():
    seen = {}
    while True:
        with urlopen("https://x.example/list") as page:
            data = json.loads(page.read().decode())
        for each in data["items"]:
            seen.setdefault(each, []).append(1)
        for name in sorted(seen):
            line(name, seen[name])
        time.sleep(60)


main()
