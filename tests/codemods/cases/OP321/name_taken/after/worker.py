import signal
import threading

from jobs import work

interval = 3

stopping = threading.Event()


def stop():
    print("stopped")


def main():
    signal.signal(signal.SIGTERM, lambda signum, frame: stopping.set())
    while not stopping.is_set():
        work(stop)
        stopping.wait(interval)


if __name__ == "__main__":
    main()
