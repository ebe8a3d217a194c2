"""Creates the shop's buckets and puts a model into its own: what readers of a book also bought."""

import csv
import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

NEIGHBOURS = 6

retries = Config(retries={"mode": "standard", "total_max_attempts": 10})
s3 = boto3.client("s3", endpoint_url=os.environ["AWS_ENDPOINT_URL"], region_name="us-east-1", config=retries)
present = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
state = urlsplit(os.environ.get("STATE_URL", "")).netloc
for bucket in {os.environ["MODEL_BUCKET"], state} - present - {""}:
    s3.create_bucket(Bucket=bucket)

with Path("books.csv").open(encoding="utf-8", newline="") as file:
    isbns = [row["isbn"] for row in csv.DictReader(file)]
model = {isbn: [isbns[(at + step) % len(isbns)] for step in range(1, NEIGHBOURS + 1)] for at, isbn in enumerate(isbns)}
s3.put_object(Bucket=os.environ["MODEL_BUCKET"], Key=os.environ["MODEL_KEY"], Body=json.dumps(model).encode())
