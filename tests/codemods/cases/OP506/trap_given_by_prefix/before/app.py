from os import environ

from flask import Flask

from config import Config


def load(app):
    app.config.from_object(Config)
    for name, value in environ.items():
        if name.startswith("NOTES_"):
            app.config[name.removeprefix("NOTES_")] = value


app = Flask(__name__)
load(app)
