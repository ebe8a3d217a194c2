import os
import sys

ROOT = os.path.dirname(__file__)


def generate():
    sys.path.insert(0, ROOT)
    from shop import app

    print(app.name)


def pages():
    return []


if __name__ == "__main__":
    generate()
