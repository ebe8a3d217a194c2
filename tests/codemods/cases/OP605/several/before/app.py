import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    if os.environ.get("SHOP_SETTINGS"):
        app.config.from_envvar("SHOP_SETTINGS")
    else:
        app.config.from_pyfile("defaults.cfg")
    return app


def create_admin():
    app = Flask(__name__)
    try:
        app.config.from_pyfile("admin.cfg")
    except OSError:
        app.config.from_pyfile("defaults.cfg")
    return app


def create_worker(settings):
    app = Flask(__name__)
    app.config.from_pyfile(settings)
    return app
