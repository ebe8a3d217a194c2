from flask import Flask


def create_app(name):
    app = Flask(__name__)
    app.config.from_mapping(NAME=name)
    return app
