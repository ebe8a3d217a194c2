from flask import Flask

from shop import letters

app = Flask(__name__)
letters.load()


@app.route("/")
def index():
    return "shop"
