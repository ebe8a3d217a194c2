import signal
import sys
import threading

from jobs import clean, work

stop = threading.Event()


def cleaner():
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        clean()
        stop.wait(60)


def worker():
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        work()
        stop.wait(1)


if __name__ == "__main__":
    if sys.argv[1:] == ["clean"]:
        cleaner()
    else:
        worker()
