import signal
import time

from jobs import close, work


def stop(signum, frame):
    close()
    raise SystemExit


def main():
    signal.signal(signal.SIGTERM, stop)
    time.sleep(1)
    while True:
        work()
        time.sleep(1)


if __name__ == "__main__":
    main()
