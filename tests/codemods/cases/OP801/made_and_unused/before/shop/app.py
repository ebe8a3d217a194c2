from flask import Flask
from sqlalchemy import text

from shop.db import Session

app = Flask(__name__)


@app.get("/books")
def books():
    with Session() as session:
        return [row.title for row in session.execute(text("SELECT title FROM books"))]


@app.post("/books/<name>")
def add(name):
    with Session.begin() as session:
        session.execute(text("INSERT INTO books (title) VALUES (:name)"), {"name": name})
    return "", 201
