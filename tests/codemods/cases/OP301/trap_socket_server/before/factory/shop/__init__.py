from flask import Flask
from flask_socketio import SocketIO

sio = SocketIO(async_mode="gevent")


def create_app():
    app = Flask(__name__)
    sio.init_app(app)
    return app
