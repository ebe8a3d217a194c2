from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
app.config["CACHE_TYPE"] = "FileSystemCache"
app.config.update(
    CACHE_TYPE="filesystem",
    DEBUG=False,
)
app.config.update(CACHE_TYPE="simple")
plain = Cache(app)
cache = Cache(app, config={"CACHE_TYPE": "SimpleCache"})
other = Cache(
    app,
    config={
        "CACHE_THRESHOLD": 100,
        "CACHE_TYPE": "SimpleCache",  # in the process
    },
)


@app.get("/")
@cache.cached(timeout=60)
def index():
    return other.get("index")
