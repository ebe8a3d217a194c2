import boto3
from flask import Flask, current_app, request

app = Flask(__name__)
store = None
who = None


@app.post("/region")
def region():
    # Made of what one request brought.
    global store
    store = boto3.client("s3", region_name=request.json["region"])
    return ""


@app.post("/who")
def set_who():
    global who
    who = current_app.logger
    who = request.json["who"]
    return ""
