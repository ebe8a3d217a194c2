import eventlet
eventlet.monkey_patch()

import os

from flask import Flask
import health
import shop

app = Flask(__name__)
health.init_app(app)


@app.get("/")
def index():
    return shop.title(os.environ["SHOP"])
