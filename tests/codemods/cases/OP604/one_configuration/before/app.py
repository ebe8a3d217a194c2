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
