"""Cards that customers upload."""

import os

from flask import Flask, request, send_from_directory

app = Flask(__name__)


@app.post("/cards/<name>")
def keep(name):
    request.files["card"].save(os.path.join("locked-cards", name))
    return "", 201


@app.get("/cards/<name>")
def show(name):
    return send_from_directory("locked-cards", name)
