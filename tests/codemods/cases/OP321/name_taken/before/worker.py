import time

from jobs import work

interval = 3


def stop():
    print("stopped")


def main():
    while True:
        work(stop)
        time.sleep(interval)


if __name__ == "__main__":
    main()
