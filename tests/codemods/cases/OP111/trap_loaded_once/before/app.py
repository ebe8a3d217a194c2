from flask import Flask

from shelf import load, load_pages

app = Flask(__name__)
books = {}
pages = []
names = ""
prices = {}
titles = []
authors = dict()


@app.get("/books")
def shelf():
    global books
    if books == {}:
        books = load()
    return books


@app.get("/pages")
def numbers():
    global pages
    if len(pages) == 0:
        pages = load_pages("all")
    return pages


@app.get("/names")
def called():
    global names
    if names == "":
        names = ", ".join(load())
    return names


@app.get("/prices")
def all_prices():
    if not prices:
        prices.update(load())
    return prices


@app.get("/titles")
def all_titles():
    if not len(titles):
        titles.extend(load_pages("titles"))
    return titles


@app.get("/authors")
def all_authors():
    global authors
    if authors == dict():
        authors = load()
    return authors
