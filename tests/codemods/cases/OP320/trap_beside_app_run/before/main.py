import logging
import signal
import sys

from flask import Flask

logger = logging.getLogger(__name__)


def create_app():
    return Flask(__name__)


def shutdown(signum, frame):
    logger.info("shutting down")
    sys.exit(0)


def main():
    app = create_app()
    signal.signal(signal.SIGTERM, shutdown)
    signal.signal(signal.SIGINT, shutdown)
    app.run(host="0.0.0.0", port=8000)


if __name__ == "__main__":
    main()
