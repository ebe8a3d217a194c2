import time

from jobs import inbox, work


def take():
    return inbox.get()


def main():
    time.sleep(1)
    # take() waits until something comes
    print("ready")
    while True:
        work(take())
        time.sleep(1)


if __name__ == "__main__":
    main()
