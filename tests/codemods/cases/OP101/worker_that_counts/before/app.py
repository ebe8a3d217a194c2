import json

from flask import Flask

app = Flask(__name__)


@app.get("/tasks")
def tasks():
    with open("known_tasks") as file:
        return json.load(file)
