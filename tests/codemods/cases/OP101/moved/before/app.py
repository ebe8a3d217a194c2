import os

from flask import Flask, request

app = Flask(__name__)


@app.post("/suggestions")
def publish():
    if os.path.isfile("draft.html"):
        os.rename("draft.html", "static/page.html")
    return "", 204


@app.post("/orders")
def order():
    if not os.path.isfile("orders/last.txt"):
        os.rename("orders/next.txt", "orders/last.txt")
    with open("orders/next.txt", "w") as opened:
        opened.write(request.form["text"])
    return "", 204


@app.post("/restore")
def restore_from_trash():
    os.rename("trash/page.html", "published/page.html")
    return "", 204
