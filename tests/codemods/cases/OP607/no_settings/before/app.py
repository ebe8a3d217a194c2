import json
import os

import yaml
from flask import Flask

app = Flask(__name__)

books = json.load(open("books.json"))
config = json.load(open(os.environ.get("CONFIG_FILE", "config.json")))


def model(folder):
    return json.load(open(os.path.join(folder, "config.json")))


def overridden():
    with open("config.yml") as file:
        values = yaml.safe_load(file)
    values.update({key: os.environ[key] for key in values if key in os.environ})
    return values
