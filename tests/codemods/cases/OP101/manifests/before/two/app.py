"""Cards that customers upload."""

import os

from flask import Flask, request, send_from_directory

app = Flask(__name__)


@app.post("/cards/<name>")
def keep(name):
    request.files["card"].save(os.path.join("two-cards", name))
    return "", 201


@app.get("/cards/<name>")
def show(name):
    return send_from_directory("two-cards", name)


@app.post("/notes/<name>")
def note(name):
    with open(os.path.join("notes", name), "w") as file:
        file.write(request.get_data(as_text=True))
    return "", 201


@app.get("/notes/<name>")
def noted(name):
    with open(os.path.join("notes", name)) as file:
        return file.read()
