import logging
import os
import subprocess
import sys

from flask import Flask, send_from_directory
from flask.logging import default_handler

app = Flask(__name__)
UPLOADS = os.path.join(os.path.dirname(__file__), "uploads")
app.logger.removeHandler(default_handler)
app.logger.addHandler(logging.StreamHandler(sys.stdout))
logging.getLogger("jobs").addHandler(logging.StreamHandler(sys.stdout))


@app.route("/uploads/<name>")
def upload(name):
    return send_from_directory(UPLOADS, name)


@app.route("/reports/<name>")
def report(name):
    with open(f"logs/report-{name}.log") as file, open("reports/" + name) as other:
        return file.read() + other.read()


@app.route("/disk")
def disk():
    return subprocess.check_output(["df", "logs/shop.log"]) + open(sys.argv[1], "rb").read()
