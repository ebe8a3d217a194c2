# case: docstrings
import psycopg2
from flask import Flask

app = Flask(__name__)


def connect():
    """Create the connection."""
    return psycopg2.connect(host="db", dbname="shop")  # finding


@app.get("/books")
def books():
    """Copy the titles into a list."""
    with connect() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT title FROM books")
        return {"titles": cursor.fetchall()}

# case: trap_no_reading_view
# file: main.py
import functions_framework
import psycopg


@functions_framework.http
def answer(request):
    with psycopg.connect(host="db", dbname="shop") as connection:
        return connection.execute("SELECT title FROM books").fetchall()
