"""The shop."""

from flask import Flask

from . import health
from .extensions import db


def create_app():
    """The application."""
    app = Flask(__name__)
    health.init_app(app, database=lambda: db.engine.connect().close())
    app.config.from_object("shop.config")
    db.init_app(app)
    return app
