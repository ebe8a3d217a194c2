import os
import shutil
import tempfile

from flask import Flask, after_this_request, request, send_file
from PIL import Image

import config
from config import WORK_DIR

app = Flask(__name__)


@app.post("/sheets")
def sheet():
    path = "sheets/" + request.form["name"]
    request.files["sheet"].save(path)
    try:
        return str(os.path.getsize(path))
    finally:
        os.remove(path)


@app.post("/reports")
def report():
    path = os.path.join("reports", request.form["name"])
    with open(path, "w") as file:
        file.write("report")

    @after_this_request
    def tidy(response):
        if os.path.exists(path):
            os.remove(path)
        return response

    return send_file(path)


@app.post("/zips/<name>")
def pack(name):
    folder = "zips/" + name
    os.makedirs(folder)
    with open(folder + "/a.txt", "w") as file:
        file.write(name)
    shutil.rmtree(folder)
    return "", 204


@app.post("/work/<name>")
def work(name):
    with open(os.path.join(WORK_DIR, name), "w") as file:
        file.write(name)
    with open(os.path.join(config.WORK_DIR, name), "w") as file:
        file.write(name)
    return "", 204


@app.post("/frames")
def frame():
    handle, path = tempfile.mkstemp()
    os.close(handle)
    with open(path, "wb") as file:
        file.write(request.data)
    return send_file(path)


@app.get("/faces/<name>")
def face(name):
    path = os.path.join("cache", name)
    with open(path, "wb") as file:
        file.write(b"face")
    return send_file(path)


def thumbnail(path):
    Image.open(path).save(path, "PNG")


@app.post("/small")
def small():
    folder = tempfile.mkdtemp()
    thumbnail(os.path.join(folder, "a.png"))
    return "", 204


@app.delete("/letters/<name>")
def delete(name):
    os.remove("letters/" + name)
    os.rmdir("letters")
    return "", 204
