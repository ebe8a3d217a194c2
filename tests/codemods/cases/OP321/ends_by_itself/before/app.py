import time

import requests
from flask import Flask, request

app = Flask(__name__)


def wait_for_database():
    while True:
        try:
            connect()
            return
        except OSError:
            time.sleep(1)


wait_for_database()


@app.get("/fetch")
def fetch():
    tries = 0
    while True:
        answer = requests.get("http://prices/", timeout=3)
        if answer.ok:
            break
        tries += 1
        if tries > 3:
            raise OSError
    return answer.text


@app.post("/upload")
def upload():
    size = 0
    while True:
        chunk = request.stream.read(65536)
        if not chunk:
            break
        size += len(chunk)
    return str(size)
