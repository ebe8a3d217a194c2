import sqlite3

from flask import Flask

import orders

app = Flask(__name__)


@app.get("/")
def index():
    return str(sqlite3.connect("shop.db").execute("SELECT 1"))


@app.post("/")
def add():
    connection = sqlite3.connect("data/users.db")
    connection.execute("INSERT INTO users DEFAULT VALUES")
    connection.commit()
    return orders.take()
