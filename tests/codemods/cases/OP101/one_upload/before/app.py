import os

from flask import Flask, request, send_from_directory

app = Flask(__name__)
BASE = os.path.dirname(os.path.abspath(__file__))
UPLOADS = os.path.join(BASE, "uploads")


@app.post("/uploads/<name>")
def put(name):
    path = os.path.join(UPLOADS, name)
    if not os.path.exists(UPLOADS):
        os.makedirs(UPLOADS)
    if os.path.exists(path):
        os.remove(path)
    request.files["file"].save(path)
    return "", 204


@app.delete("/uploads/<name>")
def remove(name):
    os.remove(os.path.join(UPLOADS, name))
    return "", 204


@app.get("/uploads/<name>")
def get(name):
    return send_from_directory(UPLOADS, name)
