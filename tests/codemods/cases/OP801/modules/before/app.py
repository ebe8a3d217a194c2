from functools import wraps

from flask import Flask, abort, jsonify, render_template, request
from sqlalchemy import func, text

import db
from db import SessionLocal
from models import Book
from queries import titles

app = Flask(__name__)


def for_customers(function):
    @wraps(function)
    def wrapped(*args, **kwargs):
        if "customer" not in request.cookies:
            abort(403)
        return function(*args, **kwargs)

    return wrapped


@app.route("/books")
@for_customers
def books():
    with SessionLocal() as session:
        return jsonify(titles(session, word=request.args.get("q")))


@app.get("/books/<int:book_id>")
def book(book_id):
    with SessionLocal() as session:
        return render_template("book.html", book=session.get(Book, book_id))


@app.route("/count", methods=["GET", "HEAD"])
def count():
    session = db.SessionLocal()
    try:
        row = session.execute(text("SELECT count(*) FROM books WHERE title <> 'update'")).scalar()
        return jsonify(count=row, newest=session.query(func.max(Book.id)).scalar())
    finally:
        session.close()


@app.post("/books")
def add():
    with SessionLocal() as session:
        session.add(Book(title=request.form["title"]))
        session.commit()
        return jsonify(titles(session)), 201
