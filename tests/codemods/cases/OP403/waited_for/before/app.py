import functools
from contextlib import asynccontextmanager

import requests
from fastapi import FastAPI


def repeat_every(seconds):
    return lambda function: function


@asynccontextmanager
async def lifespan(app):
    prices()
    rates()
    yield


# A decorator of the project's own, which makes no task.
@repeat_every(seconds=3600)
def prices():
    # Waited for.
    requests.get("https://prices.example/all", timeout=5)


@functools.cache
def rates():
    requests.get("https://rates.example/all", timeout=5)


app = FastAPI(lifespan=lifespan)
