from flask import Flask

from . import databases, views
from .extensions import cache


def create_app():
    app = Flask(__name__)
    cache.init_app(app)
    databases.init_app(app)
    app.register_blueprint(views.bp)
    return app
