from flask import Blueprint

from shop.queues import QUEUE

pages = Blueprint("stock", __name__)


@pages.route("/stock/<name>")
def stock(name):
    return QUEUE.enqueue(f"shop.{name}.run").id
