import os
import socket
from flask import Flask

import store_backup
from cart import basket

SHELF_HOST = "shelf.shop.internal"
app = Flask(__name__)


@app.get("/")
def index():
    with socket.create_connection((SHELF_HOST, 7000)) as shelf:
        shelf.sendall(b"list")
    return basket.total() + store_backup.size()


@app.get("/health")
def health():
    return "fine"


if __name__ == "__main__":
    app.run(host="0.0.0.0")
