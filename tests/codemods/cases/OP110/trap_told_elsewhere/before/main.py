import os

import socketio
from fastapi import FastAPI
from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, storage_uri=os.environ["LIMITS_URL"])
sockets = socketio.AsyncServer(async_mode="asgi", client_manager=socketio.AsyncRedisManager(os.environ["QUEUE_URL"]))
app = FastAPI()
app.state.limiter = limiter
