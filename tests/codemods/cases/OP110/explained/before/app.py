from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_socketio import SocketIO

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
limiter = Limiter(get_remote_address, app=app)
socketio = SocketIO(app)
