import os
import tarfile
from pathlib import Path

import boto3
from flask import Flask, request

app = Flask(__name__)
store = boto3.client("s3")
spool = Path("/srv/spool")


def pack(names, archive: Path):
    with tarfile.open(str(archive), "w:gz") as tar:
        for each in names:
            tar.add(each)


def squeeze(text, path):
    with open(path, "wb") as file:
        file.write(text)


def note(text, path):
    with open(path, "w") as file:
        file.write(text)


@app.post("/pack")
def packed():
    for number, names in enumerate(request.json["names"]):
        archive = spool / f"{number}.tar.gz"
        pack(names, archive)
        store.upload_file(str(archive), "bucket", archive.name)
        archive.unlink()
    return ""


@app.post("/squeeze")
def squeezed():
    path = f"/srv/spool/{request.json['name']}.gz"
    squeeze(request.data, path)
    store.upload_file(path, "bucket", "squeezed")
    os.remove(path)
    return ""


@app.post("/note")
def noted():
    path = spool / request.json["name"]
    note(request.json["text"], path)
    try:
        store.upload_file(str(path), "bucket", "note")
    finally:
        os.unlink(str(path))
    return ""
