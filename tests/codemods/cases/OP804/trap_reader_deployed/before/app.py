import os

import pymysql
from flask import Flask

from pages import pages

app = Flask(__name__)
app.register_blueprint(pages)


@app.get("/books")
def books():
    with pymysql.connect(host=os.environ["DB_HOST"], user=os.environ["DB_USER"]) as connection:
        return connection.execute("SELECT title FROM books").fetchall()
