import os

from flask import Flask


def create_app(name=None):
    app = Flask(__name__)
    app.config.from_object(f"config.{name or os.getenv('APP_SETTINGS', 'Config')}")
    return app
