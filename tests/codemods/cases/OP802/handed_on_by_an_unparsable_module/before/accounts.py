from flask import Blueprint, request
from store import db

orders = Blueprint("orders", __name__)


@orders.post("/orders")
def order():
    db.session.execute(db.text("INSERT INTO orders VALUES (:id)"), {"id": request.json["id"]})
    db.session.commit()
    return {}
