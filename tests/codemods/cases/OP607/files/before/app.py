import json
import os

import yaml
from flask import Flask

app = Flask(__name__)

with open("config.json") as file:
    config = json.load(file)

settings = yaml.safe_load(open(os.path.join(os.path.dirname(__file__), "settings.yml")))
