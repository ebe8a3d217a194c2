from flask import Blueprint

from shop.models import Book

bp = Blueprint("reports", __name__)


@bp.route("/reports")
def reports():
    return {"reports": [book.id for book in Book.query.all()]}


@bp.route("/reports/<int:number>")
def report(number):
    return {"id": Book.query.get_or_404(number).id}
