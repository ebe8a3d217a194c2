import sqlite3

from flask import Flask

app = Flask(__name__)


@app.get("/items/<name>")
def find(name):
    connection = sqlite3.connect("data.db")
    return connection.execute("SELECT * FROM items WHERE name = ?", (name,)).fetchone()


@app.post("/items/<name>")
def insert(name):
    connection = sqlite3.connect("data.db")
    connection.execute("INSERT INTO items VALUES (?)", (name,))
    connection.commit()
