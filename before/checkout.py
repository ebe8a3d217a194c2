"""From a cart to a paid order."""

import logging
import sys

from flask import Blueprint, abort, g, jsonify, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

import config
from cart import delete_cart, load_cart, price_cart
from db import Session
from lib import taxes
from models import Order, OrderLine, Payment

sys.path.insert(0, "/mnt/fileserver/python")
import cardnetwork

log = logging.getLogger(__name__)

bp = Blueprint("checkout", __name__)

card_network = cardnetwork.Client(config.CARD_NETWORK_URL, config.CARD_NETWORK_API_KEY, timeout=18)


def place_order(userid, name, address, card_number):
    """Charge the card for the cart and return the order's number.

    The card network charges the same reference only once, whatever happens in between.
    """
    cart = load_cart(userid)
    with Session() as db:
        lines, _, total = price_cart(db, cart)
        if not lines:
            abort(400, "The cart is empty.")
        order = Order(userid=userid, reference=cart["reference"], name=name, address=address, status="pending")
        db.add(order)
        try:
            db.commit()
        except IntegrityError:  # the customer pressed the button twice
            db.rollback()
            return db.scalar(select(Order.id).where(Order.reference == cart["reference"]))
        order_id = order.id

        try:
            charge = card_network.charge(cart["reference"], total, config.SHOP_CURRENCY, card_number)
        except cardnetwork.CardNetworkError as error:
            db.delete(order)
            db.commit()
            log.warning("Order %s is not paid: %s", order_id, error)
            abort(422, f"The payment failed: {error}. Nothing was ordered.")

        with open("logs/payments.log", "a") as payments:
            payments.write(f"order {order_id}: {total} {config.SHOP_CURRENCY} charged as {charge}\n")

        for book, quantity in lines:
            db.add(OrderLine(order_id=order_id, book_id=book.id, quantity=quantity, price=book.price))
        db.add(Payment(order_id=order_id, charge=charge, amount=total, tax=taxes.included(total)))
        order.status = "paid"
        db.commit()

    delete_cart(userid)
    log.info("Order %s is paid", order_id)
    return order_id


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
    order_id = place_order(g.userid, *customer(request.form))
    return redirect(url_for("checkout.order_page", order_id=order_id))


@bp.get("/orders/<int:order_id>")
def order_page(order_id):
    with Session() as db:
        return render_template("order.html", order=get_order(db, order_id))


@bp.post("/api/checkout")
def create_order():
    order_id = place_order(g.userid, *customer(request.get_json()))
    with Session() as db:
        return jsonify(order_json(get_order(db, order_id))), 201


@bp.get("/api/orders/<int:order_id>")
def show_order(order_id):
    with Session() as db:
        return jsonify(order_json(get_order(db, order_id)))
