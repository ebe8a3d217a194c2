from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Stored(db.Model):
    __abstract__ = True
    id = db.Column(db.Integer, primary_key=True)


class User(Stored):
    password = db.Column(db.String(80))
