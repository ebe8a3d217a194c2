from flask import Flask


def load():
    return {"TITLE": "shop"}


def create_app(config=None):
    app = Flask(__name__)
    app.config.update(config or load())
    return app
