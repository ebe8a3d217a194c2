import os

from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
app.config["CACHE_TYPE"] = os.environ.get("CACHE_TYPE", "FileSystemCache")
app.config["CACHE_REDIS_URL"] = os.environ.get("CACHE_REDIS_URL")
app.config.update(
    CACHE_TYPE=os.environ.get("CACHE_TYPE", "filesystem"),
    CACHE_REDIS_URL=os.environ.get("CACHE_REDIS_URL"),
    DEBUG=False,
)
app.config.update(
    CACHE_TYPE=os.environ.get("CACHE_TYPE", "simple"),
    CACHE_REDIS_URL=os.environ.get("CACHE_REDIS_URL"),
)
plain = Cache(app)
cache = Cache(app, config={
    "CACHE_TYPE": os.environ.get("CACHE_TYPE", "SimpleCache"),
    "CACHE_REDIS_URL": os.environ.get("CACHE_REDIS_URL"),
})
other = Cache(
    app,
    config={
        "CACHE_THRESHOLD": 100,
        "CACHE_TYPE": os.environ.get("CACHE_TYPE", "SimpleCache"),
        "CACHE_REDIS_URL": os.environ.get("CACHE_REDIS_URL"),  # in the process
    },
)


@app.get("/")
@cache.cached(timeout=60)
def index():
    return other.get("index")
