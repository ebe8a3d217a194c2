import os
from pathlib import Path

from flask import Flask, send_file

app = Flask(__name__)
app.config["UPLOAD_FOLDER"] = "uploads"


def fetch(name, mode="rb"):
    return open(os.path.join(app.config["UPLOAD_FOLDER"], name), mode)


def fetch_path(name, *, mode="r"):
    return Path(app.config["UPLOAD_FOLDER"], name).open(mode=mode)


@app.route("/<name>")
def show(name):
    return fetch(name).read()


@app.route("/text/<name>")
def show_text(name):
    return fetch_path(name).read()
