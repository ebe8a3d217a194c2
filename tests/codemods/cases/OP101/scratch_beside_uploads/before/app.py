import os
import smtplib
import uuid

import boto3
import requests
from flask import Flask, current_app, request

app = Flask(__name__)
app.config.from_prefixed_env()


def folder():
    return current_app.config["BASE_DIR"] + "/static/uploads/"


@app.post("/pictures")
def picture():
    path = current_app.config["BASE_DIR"] + "/static/uploads/" + request.form["name"]
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.rename(path, path + ".old")
    with open(path, "ab") as file:
        file.write(request.files["picture"].read())
    return "", 201


@app.post("/bills")
def bill():
    path = current_app.config["BASE_DIR"] + "/static/uploads/bills/" + str(uuid.uuid4()) + ".pdf"
    with open(path, "wb") as file:
        file.write(request.get_data())
    boto3.client("s3").upload_file(path, "bills", os.path.basename(path))
    os.remove(path)
    return "", 201


@app.post("/mails")
def mail():
    path = current_app.config["BASE_DIR"] + "/static/uploads/mails/" + str(uuid.uuid4()) + ".eml"
    try:
        with open(path, "wb") as file:
            file.write(request.get_data())
        with open(path) as file, smtplib.SMTP("mail") as server:
            server.sendmail("shop@example.org", "all@example.org", file.read())
    finally:
        if os.path.exists(path):
            os.unlink(path)
    return "", 201


@app.post("/sends")
def send():
    path = current_app.config["BASE_DIR"] + "/static/uploads/sends/" + str(uuid.uuid4()) + ".csv"
    with open(path, "w") as file:
        file.write(request.get_data(as_text=True))
    with open(path, "rb") as file:
        requests.post("https://files.example.org/", data=file, timeout=5)
    os.remove(path)
    return "", 201


@app.post("/kept")
def kept():
    path = current_app.config["BASE_DIR"] + "/static/uploads/kept/" + str(uuid.uuid4()) + ".csv"
    if request.args.get("again"):
        os.remove(path)
        return ""
    with open(path, "a") as file:
        file.write(request.get_data(as_text=True))
    return "", 201
