import redis
from flask import Flask
from slugify import slugify

app = Flask(__name__)


@app.get("/")
def total():
    return slugify(redis.Redis().get("total"))
