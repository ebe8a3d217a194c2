import os

import dmutils.logging
from flask import Flask
from flask_appconfig import AppConfig

from shop import config


def create_app():
    app = Flask(__name__)
    app.config.from_object(config)
    dmutils.logging.init_app(app)
    return app


def create_admin():
    app = Flask(__name__)
    app.config["REDIS_HOST"] = "cache.shop.internal"
    AppConfig(app)
    app.config["MAIL_SERVER"] = os.environ.get("MAIL_SERVER", "mail.shop.internal")
    return app
