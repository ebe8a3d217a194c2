import time

from jobs import close, work


def main():
    try:
        while True:
            work()
            time.sleep(1)
    except KeyboardInterrupt:
        close()


if __name__ == "__main__":
    main()
