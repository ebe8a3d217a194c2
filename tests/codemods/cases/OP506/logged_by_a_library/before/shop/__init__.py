import dmutils.logging
from flask import Flask

from shop import config


def create_app():
    app = Flask(__name__)
    app.config.from_object(config)
    dmutils.logging.init_app(app)
    return app
