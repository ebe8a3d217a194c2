from flask import Flask, request

from shelf import load

app = Flask(__name__)
prices = {}
titles = []
books = {}


@app.get("/books/<shelf>")
def books_of(shelf):
    global books
    if books == {}:
        books = load(shelf)
    return books


@app.post("/prices")
def set_prices():
    if not prices:
        prices.update(request.get_json())
    return prices


@app.post("/titles")
def set_titles():
    if len(titles) == 0:
        titles.append(request.json["title"])
    return titles
