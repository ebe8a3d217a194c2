import functools

from flask import Flask, g, jsonify

app = Flask(__name__)
COLOURS = ["red", "green"]
settings = {}
prices_cache = {}
rates = {}
handlers = []
_connection = None
ready = None


def on_start(function):
    handlers.append(function)
    return function


settings["title"] = "Shop"


def connection():
    global _connection
    if _connection is None:
        _connection = object()
    return _connection


@app.before_request
def set_up():
    global ready
    if app.extensions.get("ready"):
        return
    ready = connection()
    app.extensions["ready"] = True


def rate(code):
    if code not in rates:
        rates[code] = connection()
    return rates[code]


@functools.lru_cache
def price(book):
    return 1


class Basket:
    def __init__(self):
        self.lines = []

    def add(self, line):
        self.lines.append(line)


@app.get("/")
def index():
    colours = []
    colours.append(COLOURS[0])
    g.seen = []
    g.seen.append(1)
    basket = Basket()
    basket.add(price(1))
    prices_cache["a"] = rate("EUR")
    return jsonify(colours)


@app.cli.command("seed")
def seed():
    settings["seeded"] = True
