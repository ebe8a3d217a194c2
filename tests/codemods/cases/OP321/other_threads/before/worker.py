import threading
import time

from jobs import clean, work


def cleaner():
    # for ever
    while True:
        clean()


def main():
    threading.Thread(target=cleaner).start()
    while True:
        work()
        time.sleep(1)


if __name__ == "__main__":
    main()
