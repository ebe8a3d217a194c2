import stripe
from flask import Flask
from slugify import slugify

import prices

app = Flask(__name__)


@app.get("/")
def total():
    return slugify(prices.all()) + stripe.VERSION
