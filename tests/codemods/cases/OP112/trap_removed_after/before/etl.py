import contextlib
import os
import sqlite3
import tempfile

from flask import Flask

app = Flask(__name__)


@contextlib.contextmanager
def staged(date):
    path = os.path.join(tempfile.gettempdir(), f"etl_{date}.db")
    connection = sqlite3.connect(path)
    try:
        yield connection
    finally:
        connection.close()
        if os.path.exists(path):
            os.remove(path)


@app.post("/days/<date>")
def load(date):
    with staged(date) as connection:
        connection.execute("CREATE TABLE days (date TEXT)")
    return "", 201
