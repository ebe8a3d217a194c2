import boto3
from flask import Flask

from shop.constants import EXPORT_BUCKET, REPORT_BUCKET

app = Flask(__name__)
s3 = boto3.client("s3")


def export(name, data):
    s3.put_object(Bucket=EXPORT_BUCKET, Key=name, Body=data)
    return f"https://{EXPORT_BUCKET}/{name}"


@app.route("/report")
def report():
    s3.put_object(Bucket=REPORT_BUCKET, Key="report", Body=b"")
    return REPORT_BUCKET
