"""The worker."""

import logging
import time

from jobs import work

log = logging.getLogger(__name__)


def once():
    work()


def main():
    logging.basicConfig(level=logging.INFO)
    # Every two seconds.
    while True:
        try:
            once()
        except Exception:
            log.exception("failed")
            time.sleep(30)
            continue
        time.sleep(2)


if __name__ == "__main__":
    main()
