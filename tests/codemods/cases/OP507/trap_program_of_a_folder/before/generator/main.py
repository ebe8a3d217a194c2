import sys

import requests


class Generator:
    def run(self, name):
        return requests.get("http://schema.internal:8080/tables/" + name, timeout=5).json()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        print("python -m main TABLE")
        sys.exit(1)
    print(Generator().run(sys.argv[1]))
