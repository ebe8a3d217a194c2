import os

from flask import Flask

app = Flask(__name__)
app.config["CACHE_TYPE"] = os.environ.get("CACHE_TYPE", "simple")
app.config["CACHE_REDIS_URL"] = os.environ.get("CACHE_REDIS_URL")
