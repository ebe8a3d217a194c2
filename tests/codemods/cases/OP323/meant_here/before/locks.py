from flask import Blueprint, request

from models import Order, OrderLine
from session import db

orders = Blueprint("orders", __name__)


@orders.post("/orders")
def create():
    db.query(Order).with_for_update().all()
    order = Order(customer=request.json["customer"])
    db.add(order)
    db.commit()
    db.add(OrderLine(order_id=order.id, book_id=request.json["book"]))
    db.commit()
    return {"id": order.id}, 201
