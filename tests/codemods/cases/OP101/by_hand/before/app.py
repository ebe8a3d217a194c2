import os
import subprocess

import pandas
from flask import Flask, request, send_file

app = Flask(__name__)


@app.get("/report")
def report():
    frame = pandas.DataFrame(request.args)
    frame.to_csv("reports/last.csv")
    return send_file("reports/last.csv")


@app.post("/films")
def films():
    path = os.path.join("films", request.form["name"])
    request.files["film"].save(path)
    subprocess.run(["ffmpeg", "-i", path])
    return "ok"


@app.post("/visits")
def visits():
    with open("visits.txt", "a") as file:
        file.write(request.remote_addr)
    return "ok"


@app.post("/chunks")
def chunks():
    with open("/tmp/upload-" + request.form["id"], "wb") as file:
        file.write(request.data)
    return "ok"
