import os
import shutil

from flask import Flask, current_app, request
from PIL import Image

from places import EXPORT_DIR, RECEIPTS

app = Flask(__name__)


@app.post("/exports/<name>")
def export(name):
    folder = os.path.join(EXPORT_DIR, name)
    os.makedirs(folder)
    with open(folder + "/meta", "w") as meta:
        meta.write(request.url_root)
    return shutil.make_archive(folder, "zip", folder)


@app.post("/receipts/<name>")
def receipt(name):
    with open(os.path.join(RECEIPTS, name), "wb") as file:
        file.write(request.data)
    return "", 204


@app.post("/faces/<name>")
def face(name):
    path = os.path.join("faces", name)
    request.files["face"].save(path)
    Image.open(path).rotate(90).save(path)
    return "", 204


@app.post("/letters/<name>")
def letter(name):
    with open("letters/" + name, "w") as file:
        file.write(request.data.decode())
        os.fsync(file.fileno())
    return "", 204


@app.post("/kept/<name>")
def keep(name):
    os.makedirs("kept", exist_ok=True)  # operable: ignore[OP101]
    with open("kept/" + name, "w") as file:
        file.write(current_app.name)
    return "", 204


@app.post("/notes/<name>")
def note(name):
    with open("notes/" + name, "w") as file:
        file.write(request.data.decode())
    return "", 204


@app.get("/notes")
def notes():
    return os.listdir("notes") if os.path.exists("notes") else ["none"]


@app.post("/songs/<name>")
def song(name):
    with open("songs/" + name, "wb") as file:
        file.write(request.data)
    return "", 204


@app.delete("/songs/<name>")
def forget(name):
    try:
        os.remove("songs/" + name)
    except FileNotFoundError:
        return "no such song", 404
    return "", 204
