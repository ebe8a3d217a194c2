from flask import Flask

from shop.stock import level

app = Flask(__name__)


@app.route("/")
def index():
    return str(level())
