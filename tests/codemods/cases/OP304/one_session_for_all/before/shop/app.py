from flask import Flask

from shop.books import Books

app = Flask(__name__)


@app.get("/books")
def books():
    return [each.title for each in Books().all()]
