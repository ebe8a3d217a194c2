import os

from flask import Flask


def create_app(named=False):
    app = Flask(__name__)
    app.config.from_pyfile("defaults.cfg")
    if named:
        if os.environ.get("SHOP_CONFIG"):
            app.config.from_envvar("SHOP_CONFIG")
    return app
