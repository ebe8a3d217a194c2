import sqlite3

import pandas as pd
from flask import Flask, jsonify

from store import Store

app = Flask(__name__)


@app.get("/prices/<name>")
def prices(name):
    Store("data").download("prices.db")
    connection = sqlite3.connect("data/prices.db")
    sql = f"SELECT * FROM prices WHERE name = '{name}'"
    frame = pd.read_sql(sql, connection)
    connection.close()
    return jsonify(frame.to_dict())


@app.get("/towns")
def towns():
    with sqlite3.connect("file:towns.db?mode=ro", uri=True) as connection:
        return jsonify(connection.execute("SELECT name FROM towns").fetchall())


@app.get("/streets")
def streets():
    with sqlite3.connect("file:streets.db?immutable=1", uri=True) as connection:
        return jsonify(list(map(list, connection.iterdump())))
