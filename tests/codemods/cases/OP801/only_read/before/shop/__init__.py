from flask import Flask

from shop import catalogue, orders

app = Flask(__name__)
catalogue.init("CATALOGUE_URL")
orders.init("ORDERS_URL")


@app.get("/books/<name>")
def book(name):
    return catalogue.fetch(name, True)


@app.post("/orders/<name>")
def order(name):
    orders.place(name)
    return "", 201
