import time
from functools import wraps

import requests
from flask import Flask

app = Flask(__name__)


def checked(view):
    @wraps(view)
    def inner(*args, **kwargs):
        requests.post("https://keys.example.com/check", timeout=5)
        return view(*args, **kwargs)

    @wraps(inner)
    def timed(*args, **kwargs):
        begin = time.monotonic()
        response = inner(*args, **kwargs)
        response.headers["X-Seconds"] = str(time.monotonic() - begin)
        return response

    return timed


@app.route("/")
@checked
def index():
    return "shop"
