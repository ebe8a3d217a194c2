import os
import sys

from flask import Flask

from helpers import from_environment


def one():
    app = Flask(__name__)
    app.config.from_pyfile("config.cfg")
    app.config.from_prefixed_env()
    return app


def two():
    app = Flask(__name__)
    app.config.from_pyfile("config.cfg")
    app.config.update({key: os.environ[key] for key in app.config if key in os.environ})
    return app


def three():
    app = Flask(__name__)
    app.config.from_pyfile("config.cfg")
    from_environment(app)
    return app


def four(app):
    app.config.from_pyfile(os.environ["SETTINGS"])
    app.config.from_pyfile(sys.argv[1])
    app.config.from_envvar("SETTINGS")
    path = os.environ.get("SETTINGS", "settings.cfg")
    app.config.from_pyfile(path)


def five():
    app = Flask(__name__)
    app.config.from_pyfile("settings.py")
    return app


def six(app):
    app.config.from_pyfile("testing.cfg")


def seven(post_model, request):
    return post_model.from_json(request.json)
