import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config.from_object("config")
    app.config.update({key: os.environ[key] for key in app.config if key in os.environ})
    return app
