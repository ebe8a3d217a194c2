from flask import Blueprint

from shop.models import Book

bp = Blueprint("books", __name__)


@bp.route("/books")
def books():
    return {"books": [book.id for book in Book.query.all()]}


@bp.route("/books/<int:number>")
def book(number):
    return {"id": Book.query.get_or_404(number).id}
