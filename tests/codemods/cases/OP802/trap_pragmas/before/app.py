from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Engine

from pages import pages

db = SQLAlchemy()


@event.listens_for(Engine, "connect")
def on_connect(connection, record):
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def create_app():
    app = Flask(__name__)
    app.config.from_object("config")
    app.register_blueprint(pages)
    db.init_app(app)
    return app


def newest():
    return db.session.execute("SELECT title FROM books ORDER BY id DESC LIMIT 1").scalar()
