import os

from flask import Flask, request

app = Flask(__name__)
PARTS = "/tmp/parts"


@app.post("/films/<name>")
def film(name):
    number, total = int(request.form["number"]), int(request.form["total"])
    request.files["part"].save(os.path.join(PARTS, f"{name}.{number}"))
    if number == total - 1:
        with open("films/" + name, "ab") as whole:
            for each in range(total):
                part = os.path.join(PARTS, f"{name}.{each}")
                with open(part, "rb") as file:
                    whole.write(file.read())
                os.remove(part)
    return "", 204


@app.post("/songs/<name>")
def song(name):
    part = "/srv/songs/" + name + request.form["number"]
    request.files["part"].save(part)
    if request.form.get("last"):
        for each in range(int(request.form["number"])):
            os.remove(part)
    return "", 204


@app.patch("/uploads/<key>")
def upload(key):
    with open(os.path.join("/tmp/uploads", key), "ab") as file:
        file.write(request.data)
    return "", 204


@app.post("/uploads/<key>")
def finish(key):
    path = os.path.join("/tmp/uploads", key)
    with open(path, "rb") as file:
        size = len(file.read())
    os.remove(path)
    return {"size": size}
