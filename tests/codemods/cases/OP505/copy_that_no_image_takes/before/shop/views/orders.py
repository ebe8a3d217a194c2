from flask import Blueprint

orders = Blueprint("orders", __name__)


@orders.get("/orders")
def listed():
    return {"orders": []}
