# case: given_or_picked
# file: web.py
import os

from flask import Flask


def create_app(given=None):
    app = Flask(__name__)
    if given:
        app.config.from_object(given)
    else:
        app.config.from_object(f"shop.config.{os.environ['APP_ENV']}")  # finding
    return app

# case: one_configuration
from flask import Flask

import config
from config import Config, TestingConfig


def create_app(configuration=None, testing=False):
    app = Flask(__name__)
    app.config.from_object("config.Config")
    app.config.from_object(Config)
    app.config.from_object(Config())
    app.config.from_object(config)
    if configuration:
        app.config.from_object(configuration)
    if testing:
        app.config.from_object(TestingConfig)
        app.config.from_object("config.TestingConfig")
    return app


def parsed(model, name):
    return model.from_object(name[0])

# case: under_branch
import os

from flask import Flask

import config

app = Flask(__name__)
if os.environ.get("APP_ENV") == "production":
    app.config.from_object(config.ProductionConfig)
else:
    app.config.from_object("config.DevelopmentConfig")
