from cachelib import FileSystemCache
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_socketio import SocketIO

CACHE_TYPE = "SimpleCache"

app = Flask(__name__)
app.config["SESSION_TYPE"] = "filesystem"
app.config.update(
    CACHE_TYPE="filesystem",
    DEBUG=False,
)
cache = FileSystemCache("cache")
limiter = Limiter(get_remote_address, app=app)
socketio = SocketIO()
socketio.init_app(app)
