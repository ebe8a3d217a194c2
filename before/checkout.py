"""From a cart to a paid order."""

from datetime import UTC, datetime

from flask import Blueprint, abort, g, jsonify, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

import payments
from cart import delete_cart, load_cart, lock_cart, price_cart
from db import Session
from models import Order, OrderLine

bp = Blueprint("checkout", __name__)


def record_order(db, userid, cart, name, address):
    """The order for the cart's reference, in the database before a card is charged for it; and when this attempt to
    pay began, None if another one is not answered yet.
    """
    lines, _, total = price_cart(db, cart)
    if not lines:
        abort(400, "The cart is empty.")
    now = datetime.now(UTC)
    order = Order(userid=userid, reference=cart["reference"], total=total)
    order.name, order.address, order.status, order.tried_at = name, address, "pending", now
    db.add(order)
    try:
        db.commit()
    except IntegrityError:  # the customer pressed the button twice, or comes back and tries again
        db.rollback()
        order = db.scalar(select(Order).where(Order.reference == cart["reference"]).with_for_update())
        tried_at = None if order.status == "pending" else now
        if order.status != "paid":
            order.name, order.address, order.status, order.tried_at = name, address, "pending", now
        db.commit()
        return order, tried_at
    for book, quantity in lines:
        db.add(OrderLine(order_id=order.id, book_id=book.id, quantity=quantity, price=book.price))
    db.commit()
    return order, now


def place_order(userid, name, address, card_number):
    """Order and pay what is in the cart; return the order's number, and whether it is paid.

    The card network charges the same reference only once, whatever happens in between. No transaction waits for it.
    """
    with Session() as db:
        lock_cart(db, userid)
        cart = load_cart(userid)
        order, tried_at = record_order(db, userid, cart, name, address)
        order_id, total, is_paid = order.id, order.total, order.status == "paid"
    try:
        is_paid = is_paid or payments.pay(order_id, cart["reference"], total, card_number, tried_at)
    except payments.cardnetwork.CardDeclined as error:
        abort(422, f"The payment failed: {error}. Nothing was ordered.")
    except payments.cardnetwork.CardNetworkError as error:
        abort(503, f"The payment failed: {error}. Nothing was ordered.")
    if is_paid:
        delete_cart(userid)
    return order_id, is_paid


def get_order(db, order_id):
    order = db.get(Order, order_id)
    if order is None or order.userid != g.userid:
        abort(404, f"There is no order {order_id}.")
    return order


def order_json(order):
    return {
        "id": order.id,
        "status": order.status,
        "lines": [{"title": line.book.title, "quantity": line.quantity, "price": line.price} for line in order.lines],
        "total": order.payment and order.payment.amount,
        "tax": order.payment and order.payment.tax,
        "receipt": order.receipt and order.receipt.text,
    }


def customer(form):
    """Name, address and card number, all of them given."""
    fields = [str(form.get(field, "")).strip() for field in ("name", "address", "card_number")]
    if not all(fields):
        abort(400, "An order needs a name, an address and a card number.")
    return fields


@bp.get("/checkout")
def checkout_page():
    with Session() as db:
        lines, shipping, total = price_cart(db, load_cart(g.userid))
        if not lines:
            return redirect(url_for("cart.cart_page"))
        return render_template("checkout.html", lines=lines, shipping=shipping, total=total)


@bp.post("/checkout")
def pay():
    order_id, _ = place_order(g.userid, *customer(request.form))
    return redirect(url_for("checkout.order_page", order_id=order_id))


@bp.get("/orders/<int:order_id>")
def order_page(order_id):
    with Session() as db:
        return render_template("order.html", order=get_order(db, order_id))


@bp.post("/api/checkout")
def create_order():
    order_id, is_paid = place_order(g.userid, *customer(request.get_json()))
    with Session() as db:
        return jsonify(order_json(get_order(db, order_id))), 201 if is_paid else 202


@bp.get("/api/orders/<int:order_id>")
def show_order(order_id):
    with Session() as db:
        return jsonify(order_json(get_order(db, order_id)))
