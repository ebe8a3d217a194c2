import json
import os
import shutil

from flask import Flask, request

app = Flask(__name__)


class Upload:
    def __init__(self, file_path):
        self.file = open(file_path, "rb")


@app.post("/exports/<int:number>")
def export(number):
    folder = app.config["BASE_DIR"] + "/exports/"
    folder = folder + str(number)
    with open(folder + "/meta", "w") as meta:
        json.dump({"root": request.url_root}, meta)
    return shutil.make_archive(folder, "zip", folder)


def note(folder, text):
    with open(folder + "/note.txt", "w") as file:
        file.write(text)


@app.post("/notes/<name>")
def take(name):
    note(os.path.join(app.config["BASE_DIR"], name), request.data.decode())
    return "", 204


@app.post("/calendar")
def calendar():
    file_path = os.path.join("calendars", "all.xcs")
    with open(file_path, "w") as file:
        file.write("calendar")
    return Upload(file_path=file_path).file.read()
