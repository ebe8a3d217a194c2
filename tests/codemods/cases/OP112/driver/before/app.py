import sqlite3 as database

from flask import Flask

app = Flask(__name__)


@app.get("/")
def books():
    return list(database.connect("shop.db").execute("select 1"))
