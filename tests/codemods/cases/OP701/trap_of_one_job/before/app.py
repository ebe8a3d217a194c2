import logging
import os
import tempfile

from flask import Flask

app = Flask(__name__)


def handler_of(folder):
    handle, filename = tempfile.mkstemp(dir=folder, suffix=".log")
    os.close(handle)
    handler = logging.FileHandler(filename)
    handler.setLevel(logging.DEBUG)
    return handler


@app.post("/jobs")
def job():
    handler = handler_of("/work")
    logging.getLogger().addHandler(handler)
    logging.info("started")
    logging.getLogger().removeHandler(handler)
    return "", 204
