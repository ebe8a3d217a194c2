import os

from flask import Flask, request, send_from_directory

app = Flask(__name__)
app.config["PHOTO_FOLDER"] = "photos"


@app.post("/pictures")
def add():
    os.makedirs(app.config["PHOTO_FOLDER"], exist_ok=True)
    request.files["photo"].save(os.path.join(app.config["PHOTO_FOLDER"], request.form["name"]))
    return "", 204


@app.get("/pictures/<name>")
def show(name):
    return send_from_directory(app.config["PHOTO_FOLDER"], name)
