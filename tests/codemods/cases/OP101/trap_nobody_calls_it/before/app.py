from flask import Flask

import models

app = Flask(__name__)


@app.get("/books")
def books():
    return models.Book.schema
