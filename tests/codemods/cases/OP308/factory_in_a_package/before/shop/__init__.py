"""The shop."""

from flask import Flask

from .extensions import db


def create_app():
    """The application."""
    app = Flask(__name__)
    app.config.from_object("shop.config")
    db.init_app(app)
    return app
