import os

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_session import Session
from flask_socketio import SocketIO

app = Flask(__name__)
app.config["SESSION_TYPE"] = "filesystem"
Session(app)
limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ.get("RATELIMIT_STORAGE_URI"))
counted = Limiter(
    get_remote_address,
    app=app,
    default_limits=["200 per day"],
    storage_uri=os.environ.get("RATELIMIT_STORAGE_URI"),
)
bound = SocketIO(app, message_queue=os.environ.get("SOCKETIO_MESSAGE_QUEUE"))
socketio = SocketIO(cors_allowed_origins="*")
socketio.init_app(app, message_queue=os.environ.get("SOCKETIO_MESSAGE_QUEUE"))
