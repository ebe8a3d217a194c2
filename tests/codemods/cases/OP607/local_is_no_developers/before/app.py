import json

from flask import Flask

app = Flask(__name__)

try:
    with open("config.local.json") as opened:
        app.config.update(json.load(opened))
except FileNotFoundError:
    pass
