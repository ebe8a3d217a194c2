import sqlite3

from flask import Flask

app = Flask(__name__)


def init_db():
    connection = sqlite3.connect("/srv/data/shop.db")
    connection.executescript("CREATE TABLE IF NOT EXISTS books (id INTEGER)")
    connection.commit()


@app.cli.command("init-db")
def init_db_command():
    """Prepare the database, once before a deploy."""
    init_db()


@app.get("/")
def index():
    return str(sqlite3.connect("/srv/data/shop.db").execute("SELECT count(*) FROM books").fetchone())
