import signal
import threading

from jobs import close, work

stop = threading.Event()


def main():
    try:
        signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
        while not stop.is_set():
            work()
            stop.wait(1)
    except KeyboardInterrupt:
        close()


if __name__ == "__main__":
    main()
