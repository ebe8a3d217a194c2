import eventlet
eventlet.monkey_patch()

import os

from flask import Flask
import shop

app = Flask(__name__)


@app.get("/")
def index():
    return shop.title(os.environ["SHOP"])
