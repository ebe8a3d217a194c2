import os

from flask import Flask

from config import config


def create_app(name=None):
    if name is None:
        name = os.environ.get("APP_ENV", "development").lower()
    app = Flask(__name__)
    app.config.update(config[name])
    return app
