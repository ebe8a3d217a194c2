import os
import signal
import sys

from flask import Flask

app = Flask(__name__)


def shutdown(signum, frame):
    print("shutting down")
    sys.exit(3)


def leave(signum, frame):
    raise SystemExit("stopped by the platform")


signal.signal(signal.SIGTERM, shutdown)
signal.signal(signal.SIGTERM, leave)
signal.signal(signal.SIGTERM, lambda signum, frame: os._exit(128 + signum))
signal.signal(signal.SIGTERM, lambda signum, frame: os.kill(os.getpid(), signal.SIGKILL))


@app.get("/")
def index():
    return "hello"
