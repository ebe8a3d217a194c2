from flask import Flask, request

import state
from state import offers as on_offer

app = Flask(__name__)


@app.put("/offers/<string:code>")
def put(code):
    text = request.form["text"]
    state.offers[code] = text
    return "", 204


@app.get("/offers/<path:code>")
def get(code):
    return on_offer.get(str(code), "")
