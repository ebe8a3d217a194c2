import os
import shutil

import pandas
from fastapi import FastAPI
from fastapi.responses import FileResponse
from flask import Flask, request, send_file

app = Flask(__name__)
api = FastAPI()


@app.get("/report/<name>")
def report(name):
    path = os.path.join("reports", name + ".csv")
    pandas.DataFrame().to_csv(path)
    return send_file(path)


@api.get("/backup")
def backup(name: str):
    archive = f"work/{name}"
    shutil.make_archive(archive, "zip", "data")
    return FileResponse(path=f"{archive}.zip", filename="backup.zip")


@app.post("/scores")
def scores():
    photo = request.files["photo"]
    path = os.path.join("photos", photo.filename)
    photo.save(path)
    return {"rows": len(pandas.read_csv(path))}
