import os

from flask import Flask

import config
from config import ProductionConfig, by_name, get_config


def create_app(name):
    app = Flask(__name__)
    app.config.from_object(by_name[name])
    app.config.from_object(by_name.get(name))
    app.config.from_object(f"config.{name.title()}Config")
    app.config.from_object("config.ProductionConfig")
    app.config.from_object(ProductionConfig())
    app.config.from_object(os.environ["APP_SETTINGS"])
    app.config.from_object(getattr(config, name))
    app.config.from_object(get_config())
    settings = os.getenv("CONFIG_CLASS", "config.DevelopmentConfig")
    app.config.from_object(settings)
    return app
