import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config.from_object("defaults")
    if "SHOP_CONFIG" in os.environ:
        app.config.from_envvar("SHOP_CONFIG")
    return app
