import sqlite3

import pandas as pd
from flask import Flask

from store import Store

app = Flask(__name__)


@app.post("/prices/<name>")
def prices(name):
    Store("data").download("prices.db")
    connection = sqlite3.connect("data/prices.db")
    frame = pd.read_sql("SELECT * FROM prices", connection)
    frame[frame.name != name].to_sql("prices", connection)
    return ""


@app.get("/before")
def before():
    connection = sqlite3.connect("data/kept.db")
    frame = pd.read_sql("SELECT * FROM kept", connection)
    return frame.to_dict()
