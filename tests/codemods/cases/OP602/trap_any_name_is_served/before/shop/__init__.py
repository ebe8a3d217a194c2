import os

from flask import Flask

from shop.config import Config, configs


def create_app():
    app = Flask(__name__)
    stage = os.environ["SHOP_ENVIRONMENT"]
    if stage in configs:
        app.config.from_object(configs[stage])
    else:
        app.config.from_object(Config)
    return app
