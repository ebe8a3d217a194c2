import signal
import threading

from jobs import work

if __name__ == "__main__":
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    while not stop.is_set():
        work()
        stop.wait(5)
