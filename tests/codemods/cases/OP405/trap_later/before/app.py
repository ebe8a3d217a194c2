import subprocess

from flask import Flask

app = Flask(__name__)


@app.post("/convert")
def convert():
    subprocess.run(["convert", "a", "b"], check=True)
    return ""


@app.cli.command("assets")
def assets():
    subprocess.run(["npm", "run", "build"], check=True)
