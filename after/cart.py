"""What a customer is about to buy."""

import json
import uuid

from flask import Blueprint, abort, g, jsonify, redirect, render_template, request, url_for
from sqlalchemy import func, select

import config
import storage
from catalogue import book_json, get_book
from db import ReaderSession, Session
from models import Book, Order

bp = Blueprint("cart", __name__)


def load_cart(userid):
    """The cart: a reference that names its present content, and a quantity for each book's id."""
    path = f"./sess-{userid}"
    if not storage.exists(path):
        return {"reference": None, "books": {}}
    with storage.open(path) as file:
        return json.load(file)


def save_cart(userid, books):
    with storage.open(f"./sess-{userid}", "w") as file:
        json.dump({"reference": uuid.uuid4().hex, "books": books}, file)


def delete_cart(userid):
    path = f"./sess-{userid}"
    if storage.exists(path):
        storage.delete(path)


def lock_cart(db, userid):
    """Until the transaction ends, whoever else changes or pays this cart waits: each reads and writes it whole."""
    db.execute(select(func.pg_advisory_xact_lock(func.hashtext(userid))))


def books_to_change(db, userid):
    """The books in the cart. One that is being paid stays as it is, since its reference tells the card network so."""
    lock_cart(db, userid)
    cart = load_cart(userid)
    status = db.scalar(select(Order.status).where(Order.reference == cart["reference"]))
    if status == "pending":
        abort(409, "The card network has not answered yet whether this cart is paid.")
    return {} if status == "paid" else cart["books"]


def add_to_cart(db, userid, book_id, quantity):
    if not 1 <= quantity <= 99:
        abort(400, "A quantity is between 1 and 99.")
    key = str(get_book(db, book_id).id)
    books = books_to_change(db, userid)
    books[key] = min(99, books.get(key, 0) + quantity)
    save_cart(userid, books)


def remove_from_cart(db, userid, book_id):
    books = books_to_change(db, userid)
    if books.pop(str(book_id), None):
        save_cart(userid, books)


def price_cart(db, cart):
    """The lines as (book, quantity), the shipping and the total."""
    books = db.scalars(select(Book).where(Book.id.in_(map(int, cart["books"]))).order_by(Book.title)).all()
    lines = [(book, cart["books"][str(book.id)]) for book in books]
    goods = sum(book.price * quantity for book, quantity in lines)
    shipping = config.SHOP_SHIPPING if 0 < goods < config.SHOP_FREE_SHIPPING_FROM else 0
    return lines, shipping, goods + shipping


def cart_json(db, cart):
    lines, shipping, total = price_cart(db, cart)
    books = [book_json(book) | {"quantity": quantity} for book, quantity in lines]
    return {"books": books, "shipping": shipping, "total": total}


@bp.get("/cart")
def cart_page():
    with ReaderSession() as db:
        lines, shipping, total = price_cart(db, load_cart(g.userid))
        return render_template("cart.html", lines=lines, shipping=shipping, total=total)


@bp.post("/cart/add")
def add():
    with Session() as db:
        add_to_cart(db, g.userid, request.form.get("book_id", 0, int), request.form.get("quantity", 1, int))
    return redirect(url_for("cart.cart_page"))


@bp.post("/cart/remove")
def remove():
    with Session() as db:
        remove_from_cart(db, g.userid, request.form.get("book_id", 0, int))
    return redirect(url_for("cart.cart_page"))


@bp.get("/api/cart")
def show_cart():
    with ReaderSession() as db:
        return jsonify(cart_json(db, load_cart(g.userid)))


@bp.post("/api/cart")
def put_in_cart():
    wanted = request.get_json()
    book_id, quantity = wanted.get("book_id", 0), wanted.get("quantity", 1)
    if not (isinstance(book_id, int) and isinstance(quantity, int)):
        abort(400, "book_id and quantity are numbers.")
    with Session() as db:
        add_to_cart(db, g.userid, book_id, quantity)
        return jsonify(cart_json(db, load_cart(g.userid)))


@bp.delete("/api/cart/<int:book_id>")
def take_from_cart(book_id):
    with Session() as db:
        remove_from_cart(db, g.userid, book_id)
        return jsonify(cart_json(db, load_cart(g.userid)))
