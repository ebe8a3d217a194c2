import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config.from_json("defaults.json")
    if os.environ.get("SHOP_CONFIG"):
        app.config.from_pyfile("more.cfg")
        app.config.from_envvar("SHOP_CONFIG")
    return app
