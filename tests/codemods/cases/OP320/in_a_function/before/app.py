import signal
import sys

from flask import Flask


def stop(signum, frame):
    sys.exit(0)


def create_app():
    app = Flask(__name__)
    signal.signal(signal.SIGTERM, stop)
    return app


app = create_app()


def main():
    app.run()


if __name__ == "__main__":
    main()
