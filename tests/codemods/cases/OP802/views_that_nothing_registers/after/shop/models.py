from flask_sqlalchemy import SQLAlchemy

from shop import readers

db = SQLAlchemy()
readers.add_to(db)


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
