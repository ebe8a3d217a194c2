import json
import os
from pathlib import Path

import boto3
from botocore.client import Config
from flask import Flask

from config import BUCKET

options = {"region_name": "eu-central-1"}
patient = boto3.client("s3", config=Config(read_timeout=300))
given = boto3.client("s3", **options)
plain = boto3.client(
    "s3",
    endpoint_url=os.environ.get("S3_URL"),  # a store of our own
)

app = Flask(__name__)

patient.download_file(BUCKET, "words.json", "words.json")
words = json.loads(Path("words.json").read_text())

given.download_file(BUCKET, "names.json", "names.json")
names = json.loads(Path("names.json").read_text())

plain.download_file(BUCKET, "books.json", "books.json")
books = json.loads(Path("books.json").read_text())


@app.get("/")
def index():
    return [words, names, books]
