import os

import redis
from flask import Blueprint

STOCK_HOST = os.environ.get("STOCK_HOST", "stock.internal")
pages = Blueprint("stock", __name__)


@pages.route("/stock")
def stock():
    return redis.Redis(host=STOCK_HOST).get("stock")
