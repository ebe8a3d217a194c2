import os

import click
import requests
from flask import Flask

app = Flask(__name__)
DEFAULT_ORDERS = os.environ.get("DEFAULT_ORDERS", "http://orders:8080")
DEFAULT_STOCK = os.environ.get("DEFAULT_STOCK", "http://stock:8080")


@app.route("/stock")
def stock():
    return requests.get(DEFAULT_STOCK, timeout=3).json()


@app.route("/orders")
def orders():
    return requests.get(app.config["ORDERS"], timeout=3).json()


@click.command()
@click.option("--orders", default=DEFAULT_ORDERS)
@click.option("--name", default="shop", envvar="SHOP_NAME")
def main(orders, name):
    app.config["ORDERS"] = orders
    app.run()
