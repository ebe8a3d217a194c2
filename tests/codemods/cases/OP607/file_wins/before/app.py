import json
import os

import yaml
from flask import Flask

app = Flask(__name__)


def merged():
    with open("settings.json") as file:
        return {**os.environ, **json.load(file)}


def first(key):
    with open("settings.yml") as file:
        settings = yaml.safe_load(file)
    return settings.get(key) or os.environ.get(key)


def exported():
    with open("config.json") as file:
        for key, value in json.load(file).items():
            os.environ[key] = value


def right():
    with open("settings.json") as file:
        return {**json.load(file), **os.environ}


def asked_first(key):
    with open("settings.yml") as file:
        settings = yaml.safe_load(file)
    return os.environ.get(key, settings.get(key))
