from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Kettle(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


def add(name):
    db.session.add(Kettle(name=name))
    db.session.commit()
