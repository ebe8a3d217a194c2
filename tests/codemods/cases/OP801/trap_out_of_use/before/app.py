from flask import Flask
from sqlalchemy import text

import config

app = Flask(__name__)


@app.get("/books")
def books():
    with connection() as each:
        return list(each.execute(text("SELECT title FROM books")))
