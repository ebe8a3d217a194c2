import asyncio
from contextlib import asynccontextmanager

import requests
from fastapi import FastAPI
from fastapi_utils.tasks import repeat_every
from fastapi_utilities import repeat_at
from huey import RedisHuey

huey = RedisHuey()


@asynccontextmanager
async def lifespan(app):
    await start_all()
    rates()
    asyncio.create_task(news())
    yield


async def start_all():
    await prices()


@repeat_every(seconds=3600)
def prices():
    requests.get("https://prices.example/all", timeout=5)


@huey.task()
def rates():
    requests.get("https://rates.example/all", timeout=5)


async def news():
    requests.get("https://news.example/all", timeout=5)


app = FastAPI(lifespan=lifespan)


@app.on_event("startup")
@repeat_at(cron="* * * * *")
async def weather():
    requests.get("https://weather.example/all", timeout=5)
