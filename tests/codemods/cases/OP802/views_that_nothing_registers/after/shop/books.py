from flask import Blueprint

from shop import readers
from shop.models import Book

bp = Blueprint("books", __name__)


@bp.route("/books")
@readers.may_serve
def books():
    return {"books": [book.id for book in Book.query.all()]}


@bp.route("/books/<int:number>")
@readers.may_serve
def book(number):
    return {"id": Book.query.get_or_404(number).id}
