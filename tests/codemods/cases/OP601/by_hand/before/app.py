import os

from flask import Flask

from settings import Dev, Prod

app = Flask(__name__)
env = os.environ.get("FLASK_ENV", "development")

if env == "production":
    app.config.from_object(Prod)
    sentry = True
else:
    app.config.from_object(Dev)

if env == "production":
    HOSTS = ["a.example.com"]  # the pair
else:
    HOSTS = []

if env == "production":
    # moved in May
    BUCKET = "shop"
else:
    BUCKET = "shop-dev"

if env == "testing":
    CACHE = "null"
elif env == "production":
    CACHE = "redis"
else:
    CACHE = "simple"


def is_live():
    return app.config["ENV"] == "production"


def timeout(env):
    if env == "production" and not app.debug:
        return 5
    return 50
