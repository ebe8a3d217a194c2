import importlib
import os

from flask import Flask

app = Flask(__name__)
app.json = importlib.import_module("json")


@app.route("/")
def index():
    return os.environ["GREETING"]
