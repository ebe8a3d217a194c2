from flask import Blueprint, request

from models import Order, OrderLine
from session import db

orders = Blueprint("orders", __name__)


@orders.post("/orders")
def create():
    order = Order(customer=request.json["customer"])
    db.add(order)
    # Others may look at it from here on.
    db.commit()
    db.add(OrderLine(order_id=order.id, book_id=request.json["book"]))
    db.commit()
    return {"id": order.id}, 201
