import signal
import sys

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "hello"


def shutdown(signum, frame):
    """Leave."""
    print("shutting down")
    sys.exit(0)


signal.signal(signal.SIGTERM, shutdown)

if __name__ == "__main__":
    app.run()
