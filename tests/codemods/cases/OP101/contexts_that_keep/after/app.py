import os
from contextlib import contextmanager

from flask import Flask

import storage

app = Flask(__name__)


@contextmanager
def room():
    path = "data/rooms"
    os.makedirs(path, exist_ok=True)
    try:
        yield path
    finally:
        print("kept")


@app.post("/first")
def first():
    with room() as here:
        with storage.open(os.path.join("data", "first.tex"), "w") as file:
            file.write(here)
    return ""


@app.get("/first")
def show():
    with storage.open("data/first.tex") as file:
        return file.read()
