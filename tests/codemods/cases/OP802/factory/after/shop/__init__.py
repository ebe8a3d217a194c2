import os

from flask import Flask

from . import databases
from .extensions import db, login_manager


def create_app():
    app = Flask(__name__)
    databases.init_app(app)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///shop.db")
    db.init_app(app)
    login_manager.init_app(app)

    from .views import bp

    app.register_blueprint(bp)
    return app
