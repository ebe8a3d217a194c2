import json
from flask import Flask


def create_app():
    app = Flask(__name__)
    app.secret_key = "k9-Larch-Barn-42"
    configure(app)
    return app


def configure(app):
    values = {}
    with open("/etc/shop.json") as file:
        values.update(json.load(file))
    app.config.from_mapping(**values)
