import json
import os

from flask import Flask, request, send_file

app = Flask(__name__)


@app.route("/photos/<name>", methods=["GET", "POST"])
def photo(name):
    path = os.path.join("photos", name)
    if request.method == "POST":
        request.files["photo"].save(path)
        return "", 204
    return send_file(path)


@app.post("/seen/<name>")
def seen(name):
    path = "seen/" + name
    with open(path) as file:
        known = json.load(file)
    with open(path, "w") as file:
        json.dump([*known, request.json], file)
    return "", 204
