import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config.from_object(f"config.{os.getenv('APP_SETTINGS', 'Config')}")
    return app
