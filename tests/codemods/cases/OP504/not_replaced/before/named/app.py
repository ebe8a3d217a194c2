import os

from config import Config
from flask import Flask

app = Flask(__name__)
app.config.from_object(Config)
app.config["SECRET_KEY"] = "another-one-entirely"
second = Flask("second")
second.config.from_object(os.environ["SETTINGS"])
