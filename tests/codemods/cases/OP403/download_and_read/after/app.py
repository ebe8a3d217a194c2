import json
from pathlib import Path

import boto3
from botocore.config import Config
from flask import Flask

import config
import once

app = Flask(__name__)
s3 = boto3.client("s3", config=Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 2}))


@once.per_process
def model():
    if not Path(config.MODEL_FILE).exists():
        s3.download_file(config.BUCKET, "model.json", config.MODEL_FILE)
    return json.loads(Path(config.MODEL_FILE).read_text())


@app.get("/<isbn>")
def also(isbn):
    return model().get(isbn, [])
