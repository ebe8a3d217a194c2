from flask import Flask

from shop.models import db


def create_app():
    app = Flask(__name__)
    db.init_app(app)
    initialize(app, db)
    return app


def initialize(app, db):
    """Drop and restore the database."""
    with app.app_context():
        db.drop_all()
        db.create_all()
        db.session.commit()
