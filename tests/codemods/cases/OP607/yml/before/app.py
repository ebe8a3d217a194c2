import yaml as y
from flask import Flask

app = Flask(__name__)
SETTINGS = y.safe_load(open("settings.yml"))
