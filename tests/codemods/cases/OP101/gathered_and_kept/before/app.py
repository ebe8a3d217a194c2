import os
import uuid

from flask import Flask, request

app = Flask(__name__)


@app.post("/scans")
def scans():
    names = []
    for each in request.files.getlist("scans"):
        name = f"{uuid.uuid4().hex}.png"
        with open("scans/" + name, "wb") as scan:
            scan.write(each.read())
        names.append("scans/" + name)
    if request.form.get("once"):
        for name in names:
            os.remove(name)
    return ""


@app.get("/scans/<name>")
def scan(name):
    with open("scans/" + name, "rb") as kept:
        return kept.read()
