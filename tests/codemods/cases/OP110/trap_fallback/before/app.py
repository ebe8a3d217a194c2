import redis
from flask import Flask
from flask_caching import Cache
from flask_socketio import SocketIO, RedisManager

import settings

app = Flask(__name__)

try:
    redis.Redis().ping()
    cache = Cache(app, config={"CACHE_TYPE": "redis"})
except redis.ConnectionError:
    cache = Cache(app, config={"CACHE_TYPE": "SimpleCache"})

if settings.REDIS_URL:
    app.config["SESSION_TYPE"] = "redis"
else:
    app.config["SESSION_TYPE"] = "filesystem"

socketio = SocketIO(app, client_manager=RedisManager(settings.REDIS_URL))
