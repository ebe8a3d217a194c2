import os
import subprocess

from flask import Flask


def model():
    if not os.path.exists("model.bin"):
        subprocess.run(["wget", "https://example.com/model.bin"], check=True)


def version():
    if os.path.exists("VERSION"):
        print("as the file says")
    return subprocess.check_output(["git", "describe"]).decode()


def assets():
    if not os.path.exists("package.json"):
        return
    subprocess.run(["npm", "run", "build"], check=True)


model()
assets()
app = Flask(__name__)
app.config["VERSION"] = version()
