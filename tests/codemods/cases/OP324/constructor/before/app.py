import os
import sys

from flask import Flask

app = Flask(__name__)


class Store:
    def __init__(self):
        if "STORE" not in os.environ:
            sys.exit("STORE is not set")


store = Store()


@app.route("/")
def index():
    return str(Store())
