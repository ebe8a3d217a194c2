import os

from flask import Flask, request

app = Flask(__name__)
TRASH = "delete"


@app.post("/drop/<name>")
def drop(name):
    if TRASH == "delete":
        return "gone"
    with open(os.path.join(TRASH, name), "w") as file:
        file.write(request.form["text"])
    return "kept"


@app.get("/trash/<name>")
def kept(name):
    with open(os.path.join(TRASH, name)) as file:
        return file.read()
