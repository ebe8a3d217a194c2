from flask import Flask, request

import storage

app = Flask(__name__)


@app.post("/notes")
def add():
    with open("notes/" + storage.safe(request.form["name"]), "w") as file:
        file.write(request.form["text"])
    return "ok"
