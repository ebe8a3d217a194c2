import os

import psycopg
from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    with psycopg.connect(host=os.environ["DB_HOST"], password="Password") as connection:
        return connection.execute("SELECT 1").fetchone()
