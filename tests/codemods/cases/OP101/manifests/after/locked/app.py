"""Cards that customers upload."""

import os

from flask import Flask, request

import storage

app = Flask(__name__)


@app.post("/cards/<name>")
def keep(name):
    storage.save(request.files["card"], os.path.join("locked-cards", name))
    return "", 201


@app.get("/cards/<name>")
def show(name):
    return storage.send_from_directory("locked-cards", name)
