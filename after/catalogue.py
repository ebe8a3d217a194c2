"""The books, to browse and to search."""

import math

from flask import Blueprint, abort, jsonify, render_template, request
from sqlalchemy import func, or_, select

import config
from db import ReaderSession
from models import Book

bp = Blueprint("catalogue", __name__)


def find_books(db, query, page):
    """A page of the books whose title or author holds the query, its number, the last page's, and the total."""
    found = select(Book).where(
        or_(Book.title.icontains(query, autoescape=True), Book.author.icontains(query, autoescape=True))
    )
    total = db.scalar(select(func.count()).select_from(found.subquery()))
    last = max(1, math.ceil(total / config.SHOP_PAGE_SIZE))
    page = min(max(1, page), last)
    start = (page - 1) * config.SHOP_PAGE_SIZE
    books = db.scalars(found.order_by(Book.title, Book.id).limit(config.SHOP_PAGE_SIZE).offset(start)).all()
    return books, page, last, total


def get_book(db, book_id):
    book = db.get(Book, book_id)
    if book is None:
        abort(404, f"There is no book {book_id}.")
    return book


def book_json(book):
    return {
        "id": book.id,
        "isbn": book.isbn,
        "title": book.title,
        "author": book.author,
        "year": book.year,
        "price": book.price,
    }


def review_json(review):
    return {"name": review.name, "text": review.text, "photo": review.photo and f"/uploads/{review.photo}"}


@bp.get("/")
def index():
    query = request.args.get("q", "")
    with ReaderSession() as db:
        books, page, last, total = find_books(db, query, request.args.get("page", 1, type=int))
        return render_template("index.html", books=books, total=total, query=query, page=page, last=last)


@bp.get("/books/<int:book_id>")
def book_page(book_id):
    with ReaderSession() as db:
        return render_template("book.html", book=get_book(db, book_id))


@bp.get("/api/books")
def list_books():
    with ReaderSession() as db:
        books, page, last, total = find_books(db, request.args.get("q", ""), request.args.get("page", 1, type=int))
        return jsonify(books=[book_json(book) for book in books], page=page, last=last, total=total)


@bp.get("/api/books/<int:book_id>")
def show_book(book_id):
    with ReaderSession() as db:
        book = get_book(db, book_id)
        return jsonify(book_json(book) | {"reviews": [review_json(review) for review in book.reviews]})
