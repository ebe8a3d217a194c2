import logging
import signal
import sys
import time

from jobs import work


def handle_stop(signum, frame):
    logging.info("got %s", signum)
    sys.exit(0)


class Worker:
    def run(self):
        while True:
            work()
            time.sleep(1)


def main():
    signal.signal(signal.SIGTERM, handle_stop)
    signal.signal(signal.SIGINT, handle_stop)
    Worker().run()


if __name__ == "__main__":
    main()
