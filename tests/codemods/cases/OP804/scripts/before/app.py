import sqlite3

from flask import Flask

app = Flask(__name__)
signals = {}


def connect(name, function):
    signals[name] = function


@app.get("/")
def index():
    connect("local", index)
    return str(sqlite3.connect("shop.db").execute("SELECT 1").fetchone())
