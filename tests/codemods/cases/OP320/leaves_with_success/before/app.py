import os
import signal
import sys

from flask import Flask

app = Flask(__name__)
signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(None))
signal.signal(signal.SIGTERM, lambda signum, frame: os._exit(os.EX_OK))


@app.get("/")
def index():
    return sys.platform + os.name + str(signal.SIGINT)
