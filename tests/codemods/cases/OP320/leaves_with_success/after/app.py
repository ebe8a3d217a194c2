import os
import signal
import sys

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return sys.platform + os.name + str(signal.SIGINT)
