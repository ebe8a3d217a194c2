from flask import Flask

from shop import config


def create_app(settings="shop.settings.service", more=config.Config):
    app = Flask(__name__)
    app.config.from_object(settings)
    app.config.from_object(more)
    return app
