from contextlib import asynccontextmanager

from fastapi import FastAPI
from news import news


@asynccontextmanager
async def lifespan(app):
    news.start()
    yield
    await news.stop()


app = FastAPI(lifespan=lifespan)
