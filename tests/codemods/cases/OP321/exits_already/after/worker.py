import logging
import signal
import threading

from jobs import work

stop = threading.Event()


def handle_stop(signum, frame):
    logging.info("got %s", signum)
    stop.set()


class Worker:
    def run(self):
        while not stop.is_set():
            work()
            stop.wait(1)


def main():
    signal.signal(signal.SIGTERM, handle_stop)
    signal.signal(signal.SIGINT, handle_stop)
    Worker().run()


if __name__ == "__main__":
    main()
