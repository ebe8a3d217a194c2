import signal
import sys

from flask import Flask

app = Flask(__name__)


def stop(signum, frame):
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)

if __name__ == "__main__":
    app.run()
