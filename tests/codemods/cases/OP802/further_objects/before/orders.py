from flask import Blueprint, request
from flask_sqlalchemy import SQLAlchemy
from models import Book

orders = Blueprint("orders", __name__)
db = SQLAlchemy()


@orders.post("/orders")
def order():
    book = db.session.merge(Book(id=request.json["id"]))
    db.session.add(book)
    db.session.commit()
    return {"id": book.id}
