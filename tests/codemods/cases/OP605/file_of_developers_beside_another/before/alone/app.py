import os

from flask import Flask

os.environ.setdefault("KETTLES_SETTINGS", os.path.join(os.path.dirname(__file__), "config/local.py"))

app = Flask(__name__)
app.config.from_envvar("KETTLES_SETTINGS")
