import sys
from signal import SIGTERM, signal

from flask import Flask

app = Flask(__name__)
# Stop at once.
signal(SIGTERM, lambda signum, frame: sys.exit(0))


@app.get("/")
def index():
    return "hello"
