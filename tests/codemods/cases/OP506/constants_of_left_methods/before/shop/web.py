from flask import Flask

from shop.letters import Letters

app = Flask(__name__)


@app.route("/")
def index():
    Letters().tell_shop("Somebody is here.")
    return "shop"
