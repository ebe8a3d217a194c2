import sys
import time

from jobs import queue, work


def main():
    while True:
        job = queue.get()
        if job is None:
            break
        work(job)


def retry():
    while True:
        try:
            work(None)
        except OSError:
            sys.exit(1)
        time.sleep(1)


if __name__ == "__main__":
    retry()
    main()
