"""The shop."""

import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config.from_mapping(
        SECRET_KEY=os.environ["SECRET_KEY"],  # replace it
        DATABASE="shop.db",
    )
    return app
