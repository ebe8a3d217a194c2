import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    db.init_app(app)
    makes_tables = os.getenv("MAKE_TABLES", "false").lower() == "true"
    if makes_tables:
        with app.app_context():
            db.create_all()
    return app
