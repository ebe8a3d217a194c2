import sys
import time

from jobs import clean, work


def cleaner():
    while True:
        clean()
        time.sleep(60)


def worker():
    while True:
        work()
        time.sleep(1)


if __name__ == "__main__":
    if sys.argv[1:] == ["clean"]:
        cleaner()
    else:
        worker()
