import os

import yaml
from flask import Flask

HERE = os.path.dirname(__file__)


def settings():
    found = {}
    with open(os.path.join(HERE, "default_config.yaml")) as file:
        found.update(yaml.safe_load(file))
    try:
        found.update(yaml.safe_load(open(os.path.join(HERE, "config.yaml"))))
    except OSError:
        pass
    return found


def more():
    with open("default_config.yaml") as file:
        found = yaml.safe_load(file)
    with open("config.yaml") as file:
        given = yaml.safe_load(file)
    found.update(given)
    return found


app = Flask(__name__)
app.config.update(settings(), more=more())
