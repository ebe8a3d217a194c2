import os
import time

from flask import Flask, request

app = Flask(__name__)


def written(to):
    path = f"labels/{time.time()}.svg"
    with open(path, "w") as label:
        label.write(to)
    return path


@app.post("/labels")
def send():
    path = written(request.form["to"])
    os.remove(path)
    return ""


@app.post("/kept")
def keep():
    return written(request.form["to"])
