import json
import os

from flask import Flask, jsonify, request, send_from_directory

import drafts

UPLOAD_FOLDER = "uploads"

app = Flask(__name__)
app.config["UPLOAD_FOLDER"] = UPLOAD_FOLDER

if not os.path.exists(UPLOAD_FOLDER):
    os.makedirs(UPLOAD_FOLDER)


@app.post("/photos")
def add_photo():
    photo = request.files["photo"]
    path = os.path.join(app.config["UPLOAD_FOLDER"], "photo.png")
    photo.save(path)
    return jsonify(size=os.path.getsize(path))


@app.get("/photos/<name>")
def show_photo(name):
    return send_from_directory(app.config["UPLOAD_FOLDER"], name)


@app.get("/drafts/<user>")
def show_draft(user):
    return jsonify(drafts.load(user))


@app.post("/drafts/<user>")
def save_draft(user):
    with open("draft-" + user + ".json", "w") as file:
        json.dump(request.get_json(), file)
    return "", 204
