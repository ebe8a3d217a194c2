from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache()
cache.init_app(app)


@app.get("/")
def index():
    return "books"
