from contextlib import asynccontextmanager

import requests
from fastapi import FastAPI
from starlette.applications import Starlette


@asynccontextmanager
async def prices(app):
    app.prices = requests.get("https://prices.shop.example/", timeout=5).json()
    yield


def books():
    return requests.get("https://books.shop.example/", timeout=5).json()


def authors():
    return requests.get("https://authors.shop.example/", timeout=5).json()


app = FastAPI(lifespan=prices)
app.add_event_handler("startup", authors)
admin = Starlette(on_startup=[books])
