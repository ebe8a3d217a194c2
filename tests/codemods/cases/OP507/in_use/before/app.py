from importlib import import_module

from flask import Flask

import prices

app = Flask(__name__)
PLUGINS = [import_module(f"plugins.{name}") for name in app.config.get("PLUGINS", [])]


@app.get("/price/<name>")
def price(name):
    paid = [each.pay(5) for each in PLUGINS]
    return {"price": prices.fetched(name), "discounts": [each(name) for each in prices.ALL], "paid": paid}
