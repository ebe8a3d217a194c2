import os
from pathlib import Path

from flask import Flask, current_app, request, send_file
from flask_avatars import Avatars

from members import Album, Members

app = Flask(__name__)
app.config["AVATARS_SAVE_PATH"] = "avatars"
app.config["THUMBNAIL_FOLDER"] = "thumbnails"
avatars = Avatars(app)
NOTES = Path("notes")


@app.post("/avatars")
def add_avatar():
    avatar = request.files["avatar"]
    avatar.save(os.path.join(current_app.config["AVATARS_SAVE_PATH"], "raw.png"))
    return avatars.save_avatar(avatar)


@app.post("/thumbnails")
def add_thumbnail():
    with open(os.path.join(app.config["THUMBNAIL_FOLDER"], "a.png"), "ab") as file:
        file.write(request.data)
    return "", 204


@app.put("/notes/<name>")
def put_note(name):
    note = NOTES / name
    if not note.exists():
        note.write_text(request.form["text"])
    return "", 204


@app.put("/logo")
def put_logo():
    request.files["logo"].save(os.path.join(current_app.static_folder, "i", "logo.png"))
    return "", 204


@app.put("/key")
def put_key():
    with open("session_secret", "wb") as file:
        file.write(request.data)
    return "", 204


@app.post("/members")
def add_member():
    Members("shop").add(request.form["name"], request.files["photo"])
    return "", 204


@app.post("/sheets/members")
def make_sheet():
    with open("sheets/members.csv", "w") as file:
        file.write(request.form["rows"])
    return send_file("sheets/members.csv", attachment_filename="members.csv")


@app.get("/sheets/empty")
def empty_sheet():
    return send_file("sheets/empty.csv")


album = Album("shop")
