from flask import Blueprint, jsonify, render_template, request
from flask_login import login_required

from . import readers
from .extensions import db
from .models import Book, Review

bp = Blueprint("shop", __name__)


def found(title):
    return db.session.execute(db.select(Book).filter_by(title=title)).scalars()


@bp.route("/")
@login_required
@readers.may_serve
def index():
    # The template asks for each book's reviews.
    return render_template("books.html", books=Book.query.order_by(Book.title).all())


@bp.get("/api/books")
@readers.may_serve
def books():
    page = db.paginate(db.select(Book))
    return jsonify([book.to_json() for book in page.items])


@bp.get("/api/search")
@readers.may_serve
def search():
    return jsonify([book.to_json() for book in found(request.args["title"])])


@bp.get("/api/books/<int:number>")
def book(number):
    book = db.get_or_404(Book, number)
    book.viewed()
    return jsonify(book.to_json())


@bp.route("/api/reviews/<int:number>", methods=["GET", "POST"])
def review(number):
    return jsonify(Review.query.get_or_404(number).stars)


@bp.get("/about")
def about():
    return jsonify(version=1)
