import time

from flask import Flask, request
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO(app)
connected = {}


@socketio.on("connect")
def connect():
    connected[request.sid] = {"since": time.time()}
