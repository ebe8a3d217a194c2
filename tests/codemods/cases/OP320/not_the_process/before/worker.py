import signal
import sys
import threading

from jobs import queue, work

stop = threading.Event()


def flush(signum, frame):
    queue.flush()
    sys.exit(0)


def main():
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, flush)
    signal.signal(signal.SIGALRM, lambda signum, frame: sys.exit(1))
    while not stop.is_set():
        work()
        stop.wait(1)


if __name__ == "__main__":
    main()
