from flask import Flask
from flask_migrate import Migrate, stamp, upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect

db = SQLAlchemy()


def prepare(app):
    Migrate(app, db)
    with app.app_context():
        if inspect(db.engine).has_table("books"):
            # made before there were migrations
            stamp(revision="b9a10d5d63ce")

        upgrade()


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    prepare(app)
    return app


app = create_app()
