import io
import os
import tempfile

import click
from flask import Flask, request, send_file, send_from_directory

from models import Post

app = Flask(__name__)


@app.get("/logo")
def logo():
    return send_from_directory("static", "logo.png")


@app.get("/words")
def words():
    with open("words.txt") as file:
        return file.read()


@app.post("/sheet")
def sheet():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "sheet.xlsx")
        request.files["sheet"].save(path)
        with open(path, "rb") as file:
            return str(len(file.read()))


@app.get("/picture")
def picture():
    buffer = io.BytesIO()
    request.files["picture"].save(buffer)
    return send_file(buffer)


@app.post("/posts")
def post():
    Post(request.form["text"]).save(request.form["author"])
    with open(os.devnull, "w") as nothing:
        nothing.write("x")
    return "ok"


@app.post("/scratch")
def scratch():
    path = "scratch.bin"
    request.files["scratch"].save(path)
    os.remove(path)
    return "ok"


@app.cli.command("export")
@click.argument("path")
def export(path):
    with open("export.csv", "w") as file:
        file.write(path)


@app.post("/hooks")
def hook():
    with open("static/hook_log.json", "w") as file:
        file.write(request.data.decode())
    return "ok"


@app.get("/banners/<path:name>")
def banner(name):
    return send_from_directory("banners", name)
