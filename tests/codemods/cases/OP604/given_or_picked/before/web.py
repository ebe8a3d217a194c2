import os

from flask import Flask


def create_app(given=None):
    app = Flask(__name__)
    if given:
        app.config.from_object(given)
    else:
        app.config.from_object(f"shop.config.{os.environ['APP_ENV']}")
    return app
