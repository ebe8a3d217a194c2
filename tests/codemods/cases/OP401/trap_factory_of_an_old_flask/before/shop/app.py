from flask import Flask

from shop.models import db


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://db.internal/shop"
    db.init_app(app)
    with app.app_context():
        db.create_all()
    return app
