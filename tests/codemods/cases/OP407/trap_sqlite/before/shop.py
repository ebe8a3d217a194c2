from flask import Flask
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)


def create_app():
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    with app.app_context():
        db.create_all()
        if Book.query.count() == 0:
            db.session.add(Book())
            db.session.commit()
    return app
