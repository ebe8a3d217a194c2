import os

from flask import Flask

from shop.config import Config, configs


def create_app():
    app = Flask(__name__)
    app.config.from_object(configs.get(os.environ.get("SHOP_ENVIRONMENT"), Config))
    return app
