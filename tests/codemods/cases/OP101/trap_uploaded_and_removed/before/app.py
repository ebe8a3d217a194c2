import os
import shutil
import zipfile
from pathlib import Path

import boto3
from flask import Flask, request

app = Flask(__name__)
bucket = boto3.resource("s3").Bucket("modules")


@app.post("/modules/<name>")
def module(name):
    folder = shutil.copytree("template", f"/tmp/module{name}", dirs_exist_ok=True)
    with open(f"{folder}/variables.json", "w") as file:
        file.write(request.data.decode())
    archive = f"{folder}/module_{name}.zip"
    if os.path.exists(archive):
        os.remove(archive)
    archive = shutil.make_archive(f"module_{name}", "zip", folder)
    bucket.upload_file(archive, f"{name}/module.zip")
    shutil.rmtree(folder)
    os.remove(archive)
    return "", 204


@app.post("/packs/<name>")
def pack(name):
    folder = Path(shutil.copytree("template", "/var/packs" + name))
    readme = folder / "docs" / "readme.txt"
    with open(readme, "w") as file:
        file.write(name)
    with open(os.path.join(folder, "names.txt"), "w") as file:
        file.write(name)
    bucket.put_object(Key=name, Body=readme.read_bytes())
    shutil.rmtree(folder, ignore_errors=True)
    return "", 204
