import psycopg
from flask import Flask

import config

app = Flask(__name__)


@app.get("/books")
def books():
    connection = psycopg.connect(host=config.DB_HOST, dbname=config.DB_NAME)
    return connection.execute("SELECT title FROM books").fetchall()
