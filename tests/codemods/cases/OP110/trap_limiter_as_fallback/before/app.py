import os

import redis
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
if os.environ.get("REDIS_URL"):
    limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ["REDIS_URL"])
else:
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")


def limits(url):
    try:
        redis.from_url(url).ping()
        return Limiter(get_remote_address, app=app, storage_uri=url)
    except redis.ConnectionError:
        return Limiter(get_remote_address, app=app)
