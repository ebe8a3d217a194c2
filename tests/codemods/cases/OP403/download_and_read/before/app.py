import json
from pathlib import Path

import boto3
from flask import Flask

import config

app = Flask(__name__)
s3 = boto3.client("s3")

if not Path(config.MODEL_FILE).exists():
    s3.download_file(config.BUCKET, "model.json", config.MODEL_FILE)
model = json.loads(Path(config.MODEL_FILE).read_text())


@app.get("/<isbn>")
def also(isbn):
    return model.get(isbn, [])
