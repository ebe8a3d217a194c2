from flask import Flask

from shop.models import Setting, db


def create_app():
    app = Flask(__name__)
    db.init_app(app)
    with app.app_context():
        db.create_all()
        configure(app)
    return app


def configure(app):
    app.config["TITLE"] = Setting.query.first().title
