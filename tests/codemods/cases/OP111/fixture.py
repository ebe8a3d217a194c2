# case: explained
import time

from flask import Flask, request
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO(app)
connected = {}  # finding


@socketio.on("connect")
def connect():
    connected[request.sid] = {"since": time.time()}

# case: not_bound_by_the_object
from flask import Flask, request
from flask.views import MethodView

app = Flask(__name__)


class Search(MethodView):
    words = {}  # finding
    found = []  # finding
    pages = []  # finding
    seen = {}  # finding
    kept = {}  # finding

    def get(self):
        self.words["q"] = request.args["q"]
        self.words = {}
        if request.args:
            self.found = []
        self.found.append(1)
        self.pages = self.pages
        self.pages.append(1)
        Search.seen = {}
        self.seen["q"] = "1"
        return self.words

    def post(self):
        self.kept["q"] = request.args["q"]
        return ""

    def delete(self):
        self.kept = {}
        return ""


class Board:
    notes = {}  # finding

    def put(self, text):
        self.notes = {}
        self.notes["text"] = text


board = Board()


@app.post("/notes")
def note():
    board.put(request.json["text"])
    return ""


app.add_url_rule("/search", view_func=Search.as_view("search"))

# case: not_the_own_application
import boto3
from flask import Flask, current_app, request

app = Flask(__name__)
store = None
who = None


@app.post("/region")
def region():
    # Made of what one request brought.
    global store  # finding
    store = boto3.client("s3", region_name=request.json["region"])
    return ""


@app.post("/who")
def set_who():
    global who  # finding
    who = current_app.logger
    who = request.json["who"]
    return ""

# case: popped_by_another
import secrets

from flask import Flask, request

app = Flask(__name__)
codes = {}  # finding
carts = {}  # finding


def make(mail):
    return secrets.token_hex(3)


@app.post("/codes")
def send():
    mail = request.form["mail"]
    code = codes.get(mail)
    if code is None:
        code = make(mail)
        codes[mail] = code
    return code


@app.post("/confirm")
def confirm():
    return {"right": codes.pop(request.form["mail"]) == request.form["code"]}


@app.post("/carts/<name>")
def add(name):
    carts.setdefault(name, list())
    carts[name].append(request.form["item"])
    return carts[name]

# case: read_by_others
from flask import Flask, request

app = Flask(__name__)
LAST = {"name": "", "note": []}  # finding
COUNT = {"all": 0}  # finding
SOMETIMES = {"theme": "plain"}  # finding
ANY = {"name": ""}  # finding
SHARED = {"name": ""}  # finding
app.config["SHARED"] = SHARED


@app.post("/names")
def put():
    LAST["name"] = request.form["name"]
    COUNT["all"] = COUNT["all"] + 1
    if request.args.get("theme"):
        SOMETIMES["theme"] = request.args["theme"]
    ANY["name"] = request.form["name"]
    ANY[request.form["key"]] = request.form["value"]
    SHARED["name"] = request.form["name"]
    return f"{SHARED['name']} {LAST['name']} {COUNT['all']} {SOMETIMES['theme']} {ANY['name']}"


@app.get("/names")
def shown():
    return LAST["name"]


@app.get("/other")
def other():
    return ANY["other"]

# case: routes_without_application
from bottle import delete, error, get, hook, patch, post, put, route, run

visits = {}  # finding
orders = {}  # finding
notes = {}  # finding
prices = {}  # finding
removed = {}  # finding
missing = {}  # finding
asked = {}  # finding
shown = {}  # finding


@route("/")
def index():
    visits["n"] = visits.get("n", 0) + 1
    return "books"


@get("/shown")
def show():
    shown["n"] = shown.get("n", 0) + 1
    return "shown"


@post(["/orders", "/order"])
def order():
    orders["n"] = orders.get("n", 0) + 1
    return "ordered"


@put("/notes")
def note():
    notes["n"] = notes.get("n", 0) + 1
    return "noted"


@patch("/prices")
def price():
    prices["n"] = prices.get("n", 0) + 1
    return "changed"


@delete("/books")
def remove():
    removed["n"] = removed.get("n", 0) + 1
    return "removed"


@error(404)
def lost(problem):
    missing["n"] = missing.get("n", 0) + 1
    return "lost"


@hook("before_request")
def count():
    asked["n"] = asked.get("n", 0) + 1


if __name__ == "__main__":
    run()

# case: trap_bound_by_the_object
from flask import Flask, request
from flask.views import MethodView

app = Flask(__name__)


class Search(MethodView):
    words = {}
    found = []
    pages = []
    seen = {}
    asked = []

    def setup(self):
        self.asked = []

    def build(self):
        self.words = {}
        self.words["q"] = request.args["q"]

    def get(self):
        self.build()
        self.words["page"] = "1"
        with app.open_resource("books") as books:
            self.found = []
            self.found.append(books.read())
        self.pages: list = []
        self.fill()
        self.count()
        self.asked.append("get")
        return self.words

    def fill(self):
        self.pages.append(1)

    def count(self):
        self.seen = dict(self.words)
        self.seen["q"] = "1"


app.add_url_rule("/search", view_func=Search.as_view("search"))

# case: trap_classes
from flask import Flask, jsonify
from sqlalchemy import Column, Integer, Table
from sqlalchemy.orm import declarative_base

app = Flask(__name__)
Base = declarative_base()
columns = {}
links = {}


@app.post("/columns/<name>")
def add(name):
    columns[name] = type(str(f"column_{name}"), (Base,), {"__tablename__": name, "id": Column(Integer)})
    links[name] = Table(f"{name}_link", Base.metadata, Column("book", Integer))
    return jsonify(len(columns))

# case: trap_filled_by_a_loader
import datetime

from flask import Flask

app = Flask(__name__)


def load(name):
    return object()


class ReadThrough:
    def __init__(self):
        self.stored = {}

    def get(self, key):
        if key in self.stored:
            item = self.stored[key]
        else:
            item = load(key)
            self.stored[key] = item
        return item

    def purge(self):
        for key in list(self.stored):
            del self.stored[key]


class TimedStoreWithTTL:
    def __init__(self):
        self.values = {}
        self.last = {}

    def put(self, key, value):
        self.values[key] = value
        self.last[key] = datetime.datetime.now()


loaded = {}
compiled = {}
read = ReadThrough()
timed = TimedStoreWithTTL()


def model_of(name):
    model = loaded.get(name)
    if model is None:
        model = load(name)
        loaded[name] = model
    return model


def template_of(name):
    return compiled.setdefault(name, load(name))


@app.get("/<name>")
def predict(name):
    timed.put(name, 1)
    return {"it": str((read.get(name), model_of(name), template_of(name)))}


@app.post("/purge")
def purge():
    read.purge()
    loaded.clear()
    return "", 204

# case: trap_handles
import asyncio

from aiohttp import web

routes = web.RouteTableDef()
sockets = []
waiting: dict[str, tuple[str, asyncio.Future]] = {}


class Board:
    listeners: list[web.WebSocketResponse]

    def __init__(self):
        self.listeners = []

    def add(self, listener):
        self.listeners.append(listener)


board = Board()


@routes.get("/news")
async def news(request):
    ws = web.WebSocketResponse()
    await ws.prepare(request)
    sockets.append(ws)
    board.add(ws)
    waiting[request.query["id"]] = ("news", asyncio.get_running_loop().create_future())
    return ws


app = web.Application()
app.add_routes(routes)
web.run_app(app)

# case: trap_harmless
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

# case: trap_made_anew
import os

from flask import Flask, request

app = Flask(__name__)
POLICY = {"img-src": ["*"], "script-src": []}
if os.environ.get("FLASK_DEBUG"):
    POLICY["img-src"].append("localhost:5173")


def hashes(page):
    return [f"'sha256-{len(page)}'"]


def policy(response):
    POLICY["script-src"] = ["'self'", *hashes(response.get_data())]
    return POLICY


@app.after_request
def add_headers(response):
    response.headers["Content-Security-Policy"] = "; ".join(f"{name} {each}" for name, each in policy(response).items())
    return response


@app.get("/images")
def images():
    return POLICY["img-src"]


@app.get("/scripts")
def scripts():
    POLICY["script-src"] = hashes(request.data)
    return POLICY["script-src"]

# case: trap_own
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

# case: trap_own_application
import logging
import time

import boto3
import requests
from flask import Flask, current_app

app = Flask(__name__)
log = None
named = None
program = None
shop = None
store = None
session = None
asked = 0


@app.post("/orders")
def order():
    global log, named, program
    log = current_app.logger
    named = logging.getLogger("orders")
    program = current_app._get_current_object()
    log.info("order")
    return ""


@app.get("/orders")
def orders():
    global store, session, shop, asked
    store = boto3.client("s3", region_name=app.config["REGION"])
    session = requests.Session()
    shop = app.logger
    asked = time.time()
    return ""

# case: trap_said_once
import logging

from flask import Flask

app = Flask(__name__)
_logged_errors = []


def log_once(text):
    if text not in _logged_errors:
        logging.error(text)
        _logged_errors.append(text)


@app.post("/orders")
def orders():
    log_once("no stock")
    return "ok"

# case: items_of_aiohttp
from collections import defaultdict

from aiohttp import web

routes = web.RouteTableDef()
CHOICES = web.AppKey("choices", dict)


@routes.post("/votes/{name}")
async def vote(request):
    name = request.match_info["name"]
    request.app["votes"][name] = request.app["votes"].get(name, 0) + 1
    request.app["count"] += 1
    request.app[CHOICES][name] = request.query["choice"]
    request.app["paused"] = False
    words = request.app["words"]
    words.append(name)
    return web.json_response(request.app["votes"])


async def seen(request):
    request.config_dict["seen"].add(request.remote)
    return web.json_response({"page": request.app["settings"]["page"]})


async def prepare(app):
    app["seen"] = set()  # finding


def make_app():
    app = web.Application()
    app["votes"] = defaultdict(int)  # finding
    app["count"] = 0  # finding
    app["paused"] = True  # finding
    app["words"] = []  # finding
    app["settings"] = {"page": 20}
    app[CHOICES] = {}  # finding
    app.on_startup.append(prepare)
    app.add_routes(routes)
    app.add_routes([web.get("/seen", seen)])
    return app


if __name__ == "__main__":
    web.run_app(make_app())

# case: state_of_starlette
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, WebSocket


@asynccontextmanager
async def lifespan(app):
    app.state.votes = {}  # finding
    app.state.hits = 0  # finding
    app.state.model = None
    yield


app = FastAPI(lifespan=lifespan)
app.state.queue = []  # finding
app.state.names = ["a", "b"]


@app.post("/votes/{name}")
async def vote(name: str, request: Request):
    state = request.app.state
    state.votes[name] = state.votes.get(name, 0) + 1
    request.app.state.hits += 1
    request.state.started = True
    return {"names": app.state.names}


@app.post("/jobs/{name}")
def job(name: str):
    app.state.queue.append(name)
    return {"queue": app.state.queue}

# case: state_of_sanic
from sanic import Sanic
from sanic.response import json

app = Sanic("shop")
app.ctx.votes = {}  # finding


@app.post("/votes/<name>")
async def vote(request, name):
    request.app.ctx.votes[name] = request.app.ctx.votes.get(name, 0) + 1
    request.ctx.name = name
    return json(app.ctx.votes)

# case: resource_of_falcon
import falcon

SEEN = {}  # finding
HITS = 0


class Votes:
    def __init__(self):
        self.votes = {}  # finding
        self.labels = {}

    def on_get(self, req, resp, name):
        resp.media = {"votes": self.votes.get(name, 0), "labels": self.labels}

    def on_post(self, req, resp, name):
        self.votes[name] = self.votes.get(name, 0) + 1


class Seen:
    async def on_put_one(self, req, resp, name):
        global HITS  # finding
        HITS += 1
        SEEN[name] = req.remote_addr


class Counter:
    def __init__(self):
        self.counted = []

    def count(self, one):
        self.counted.append(one)


class Counted:
    def on_get(self, req, resp):
        counter = Counter()
        counter.count(req.path)
        resp.media = counter.counted


app = falcon.App()
app.add_route("/votes/{name}", Votes())
app.add_route("/seen/{name}", Seen(), suffix="one")
app.add_route("/counted", Counted())

# case: trap_items_of_an_application
import time

from aiohttp import web

routes = web.RouteTableDef()


@routes.get("/books")
async def books(request):
    request["user"] = "a"
    request.app["cache"][request.path] = "a"
    request.app["db"].books.insert("a")
    request.app["clients"].add(web.WebSocketResponse())
    sockets = request.app["sockets"]
    current = web.WebSocketResponse()
    sockets.add(current)
    sizes = {}
    sizes[request.path] = 1
    return web.json_response(request.app["books"])


async def load(app):
    app["books"]["a"] = 1
    app["started"] = time.time()
    for each in ({"sold": []}, {"sold": []}):
        each["sold"].append(1)


def make_app(db):
    app = web.Application()
    app["books"] = {}
    app["cache"] = {}
    app["db"] = db
    app["clients"] = set()
    app["sockets"] = set()
    app["started"] = 0
    app.on_startup.append(load)
    app.add_routes(routes)
    return app


app = make_app(object())

# case: trap_beside_the_machines_ports
import serial
from flask import Flask

app = Flask(__name__)
taken = set()


@app.post("/ports/<name>")
def take(name):
    with serial.Serial(name) as port:
        taken.add(name)
        return port.readline()
