import socketio
from fastapi import FastAPI
from fastapi_cache import FastAPICache
from fastapi_cache.backends.inmemory import InMemoryBackend
from slowapi import Limiter
from slowapi.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, default_limits=["60/minute"])
sockets = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")
app = FastAPI()
app.state.limiter = limiter
app.mount("/ws", socketio.ASGIApp(sockets))


@app.on_event("startup")
async def begin():
    FastAPICache.init(InMemoryBackend(), prefix="shop")
