import os

from flask import Flask, request

import storage

app = Flask(__name__)
BASE = os.path.dirname(os.path.abspath(__file__))
UPLOADS = os.path.join(BASE, "uploads")


@app.post("/uploads/<name>")
def put(name):
    path = os.path.join(UPLOADS, name)
    if not storage.exists(UPLOADS):
        storage.makedirs(UPLOADS)
    if storage.exists(path):
        storage.delete(path)
    storage.save(request.files["file"], path)
    return "", 204


@app.delete("/uploads/<name>")
def remove(name):
    storage.delete(os.path.join(UPLOADS, name))
    return "", 204


@app.get("/uploads/<name>")
def get(name):
    return storage.send_from_directory(UPLOADS, name)
