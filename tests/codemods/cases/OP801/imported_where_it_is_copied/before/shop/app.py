import db
from flask import Flask
from sqlalchemy import text

app = Flask(__name__)


@app.get("/books")
def books():
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE books SET seen = true"))
        return [row.title for row in connection.execute(text("SELECT title FROM books"))]
