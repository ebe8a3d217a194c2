import flask_sqlalchemy
from flask import Blueprint
from models import Book

users = Blueprint("users", __name__)
store = flask_sqlalchemy.SQLAlchemy()


@users.delete("/books/<int:number>")
def remove(number):
    store.session.delete(Book.query.get(number))
    store.session.commit()
    return {}
