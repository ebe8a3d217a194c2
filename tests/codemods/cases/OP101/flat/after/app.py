import json
import os

from flask import Flask, jsonify, request

import drafts
import storage

UPLOAD_FOLDER = "uploads"

app = Flask(__name__)
app.config["UPLOAD_FOLDER"] = UPLOAD_FOLDER

if not storage.exists(UPLOAD_FOLDER):
    storage.makedirs(UPLOAD_FOLDER)


@app.post("/photos")
def add_photo():
    photo = request.files["photo"]
    path = os.path.join(app.config["UPLOAD_FOLDER"], "photo.png")
    storage.save(photo, path)
    return jsonify(size=storage.size(path))


@app.get("/photos/<name>")
def show_photo(name):
    return storage.send_from_directory(app.config["UPLOAD_FOLDER"], name)


@app.get("/drafts/<user>")
def show_draft(user):
    return jsonify(drafts.load(user))


@app.post("/drafts/<user>")
def save_draft(user):
    with storage.open("draft-" + user + ".json", "w") as file:
        json.dump(request.get_json(), file)
    return "", 204
