"""Cards that customers upload."""

import os

from flask import Flask, request

import storage

app = Flask(__name__)


@app.post("/cards/<name>")
def keep(name):
    storage.save(request.files["card"], os.path.join("cards", name))
    return "", 201


@app.get("/cards/<name>")
def show(name):
    return storage.send_from_directory("cards", name)


@app.post("/notes/<name>")
def note(name):
    with storage.open(os.path.join("notes", name), "w") as file:
        file.write(request.get_data(as_text=True))
    return "", 201


@app.get("/notes/<name>")
def noted(name):
    with storage.open(os.path.join("notes", name)) as file:
        return file.read()
