"""The shop."""

from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config.from_mapping(
        SECRET_KEY="larch-42",  # replace it
        DATABASE="shop.db",
    )
    return app
