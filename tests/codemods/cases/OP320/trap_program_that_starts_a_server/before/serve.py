import signal
import sys

signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(0))

from shop import app
from waitress import serve

if __name__ == "__main__":
    serve(app, port=8080)
