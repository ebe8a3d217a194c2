import os
import signal

from flask import Flask

from store import load

app = Flask(__name__)

@app.post("/restart")
def restart():
    os.kill(os.getpid(), signal.SIGTERM)


@app.post("/reset")
def reset():
    # and at once
    os._exit(1)


@app.get("/")
def index():
    return load()
