import os

from flask import Flask

import settings


def create_app():
    app = Flask(__name__)
    app.config.from_object(os.environ.get("APP_SETTINGS", "settings.ProductionConfig"))
    return app
