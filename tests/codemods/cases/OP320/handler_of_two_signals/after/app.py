import os
import signal

from flask import Flask

app = Flask(__name__)


def leave(signum, frame):
    os._exit(0)


signal.signal(signal.SIGINT, leave)
