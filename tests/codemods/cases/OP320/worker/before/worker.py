import signal
import sys
import time

from jobs import work


def stop(signum, frame):
    sys.exit(0)


def main():
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, stop)
    while True:
        work()
        time.sleep(1)


if __name__ == "__main__":
    main()
