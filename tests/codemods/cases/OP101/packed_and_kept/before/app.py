import os
import shutil

import boto3
from flask import Flask, request

app = Flask(__name__)
bucket = boto3.resource("s3").Bucket("modules")


@app.post("/modules/<name>")
def module(name):
    folder = shutil.copytree("template", f"/srv/module{name}")
    beside = "other"
    with open(f"{folder}_variables.json", "w") as file:
        file.write(request.data.decode())
    archive = shutil.make_archive(f"module_{name}", "zip", folder)
    bucket.upload_file(archive, f"{name}/module.zip")
    archive = os.path.join(beside, "old.zip")
    os.remove(archive)
    shutil.rmtree(beside)
    return "", 204


@app.post("/packs/<name>")
def pack(name):
    folder = shutil.copytree("template", "/var/packs" + name)
    bucket.upload_file(folder + "/readme.txt", f"{name}/readme.txt")
    if request.args.get("tidy"):
        shutil.rmtree(folder)
    return "", 204
