from flask import Flask
from sqlalchemy import text

import config
from engines import EngineKeeper

app = Flask(__name__)


@app.get("/books")
def books():
    with EngineKeeper.get("shop").connect() as each:
        return list(each.execute(text("SELECT title FROM books")))
