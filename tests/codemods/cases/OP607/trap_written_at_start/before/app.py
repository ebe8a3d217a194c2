import json

from flask import Flask

app = Flask(__name__)
with open("settings.json") as opened:
    settings = json.load(opened)


@app.get("/")
def index():
    return settings["title"]
