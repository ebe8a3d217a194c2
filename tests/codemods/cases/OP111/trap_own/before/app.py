from __future__ import annotations

import time
from threading import Thread

from flask import Flask, request
from pydantic import BaseModel

app = Flask(__name__)
worker_threads = []
_connections: dict[str, HttpClient] = {}
last_request = 0.0


class HttpClient:
    pass


class Order(BaseModel):
    books: list[str] | None = []


@app.post("/orders")
def order():
    global last_request
    last_request = time.time()
    new = Order()
    new.books.append(request.form["book"])
    thread = Thread(target=print)
    worker_threads.append(thread)
    _connections[request.form["host"]] = HttpClient()
    return str(len(new.books) + last_request)
