import os

import psycopg
from flask import Flask

app = Flask(__name__)


def connect(read_only=False):
    host = os.environ["DB_READER_HOST"] if read_only else os.environ["DB_HOST"]
    return psycopg.connect(host=host)


@app.get("/")
def index():
    with connect(read_only=True) as connection:
        return str(connection.execute("SELECT 1").fetchone())
