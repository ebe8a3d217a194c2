import redis
from flask import Flask

app = Flask(__name__)
r1 = redis.from_url("redis://first/0")
r2 = redis.from_url("redis://second/0")
cache_3 = redis.from_url("redis://third/0")
q = redis.from_url("redis://fourth/0")


@app.route("/")
def index():
    return str([r1.get("a"), r2.get("a"), cache_3.get("a"), q.get("a")])
