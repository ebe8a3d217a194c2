import os

from flask import Flask, render_template
from flask_caching import Cache

app = Flask(__name__)
app.config["CACHE_TYPE"] = os.environ.get("CACHE_TYPE", "SimpleCache")
app.config["CACHE_REDIS_URL"] = os.environ.get("CACHE_REDIS_URL")
cache = Cache()
cache.init_app(app)


@app.route("/")
def index():
    return render_template("index.html")
