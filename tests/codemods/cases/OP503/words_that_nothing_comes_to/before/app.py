from flask import Flask

from shop.people import first, greet

app = Flask(__name__)


@app.get("/")
def index():
    # guests() makes too many of them
    return greet(first())
