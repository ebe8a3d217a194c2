"""The worker."""

import logging
import signal
import threading

from jobs import work

log = logging.getLogger(__name__)

stop = threading.Event()


def once():
    work()


def main():
    logging.basicConfig(level=logging.INFO)
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    # Every two seconds.
    while not stop.is_set():
        try:
            once()
        except Exception:
            log.exception("failed")
            stop.wait(30)
            continue
        stop.wait(2)


if __name__ == "__main__":
    main()
