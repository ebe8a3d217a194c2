from fastapi import FastAPI
from starlette.middleware.wsgi import WSGIMiddleware

from shop import app as shop

app = FastAPI()
app.mount("/shop", WSGIMiddleware(shop))
