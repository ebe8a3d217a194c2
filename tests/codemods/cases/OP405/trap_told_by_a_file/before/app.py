import json
import os
import subprocess
from pathlib import Path

from flask import Flask

STAMP = Path("/COMMIT")


def info(fresh=False):
    if os.path.exists("/info.json") and not fresh:
        with open("/info.json") as file:
            return json.load(file)
    command = ["git", "log", "-1", "--format=%H"]
    return {"sha": subprocess.check_output(command).decode()}


def commit(stamp=STAMP):
    if stamp.is_file():
        found = stamp.read_text()
    else:
        found = subprocess.check_output(["git", "rev-parse", "HEAD"]).decode()
    return found


def release():
    if not STAMP.exists():
        return subprocess.check_output(["git", "describe"]).decode()
    else:
        return STAMP.read_text()


def branch():
    try:
        with open("/BRANCH") as file:
            return file.read()
    except FileNotFoundError:
        pass
    return subprocess.check_output(["git", "branch", "--show-current"]).decode()


def author():
    try:
        return STAMP.read_text()
    except OSError:
        return subprocess.check_output(["git", "log", "-1", "--format=%an"]).decode()


def assets():
    if os.path.isfile("static/app.js"):
        return
    subprocess.run(["npm", "run", "build"], check=True)


assets()
app = Flask(__name__)
app.config.update(info=info(), commit=commit(), release=release(), branch=branch(), author=author())
