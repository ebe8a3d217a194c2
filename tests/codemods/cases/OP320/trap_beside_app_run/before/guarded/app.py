import os
import signal

from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda signum, frame: os._exit(0))
    app.run()
