import json
import os
from pathlib import Path

import boto3
from botocore.client import Config
from flask import Flask

import once
from config import BUCKET

options = {"region_name": "eu-central-1"}
patient = boto3.client("s3", config=Config(read_timeout=300))
given = boto3.client("s3", **options)
plain = boto3.client(
    "s3",
    endpoint_url=os.environ.get("S3_URL"),  # a store of our own
    config=Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 2}),
)

app = Flask(__name__)


@once.per_process
def words():
    patient.download_file(BUCKET, "words.json", "words.json")
    return json.loads(Path("words.json").read_text())


@once.per_process
def names():
    given.download_file(BUCKET, "names.json", "names.json")
    return json.loads(Path("names.json").read_text())


@once.per_process
def books():
    plain.download_file(BUCKET, "books.json", "books.json")
    return json.loads(Path("books.json").read_text())


@app.get("/")
def index():
    return [words(), names(), books()]
