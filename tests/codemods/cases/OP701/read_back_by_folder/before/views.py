import shutil
import subprocess

from flask import Flask, request, send_from_directory

from log import LOGS

app = Flask(__name__)


@app.route("/logs/<name>")
def log(name):
    return send_from_directory(LOGS, name)


@app.route("/stock/<name>")
def stock(name):
    with open("var/" + name + ".log") as file:
        return file.read()


@app.route("/mail")
def mail():
    return subprocess.check_output(["tail", "-n", "10", "mail.log"])


@app.route("/jobs")
def jobs():
    return subprocess.getoutput(f"tail -n {request.args['n']} protocols/jobs.txt")


@app.route("/sent")
def sent():
    shutil.copy("sent.txt", "/mnt/sent.txt")
    return ""
