import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI

from shop.background import beside, every, forever
from shop.jobs import close, never, poll, send_newsletters, tidy


def start_jobs(queue):
    forever(send_newsletters)
    forever(every(30, tidy))
    beside(poll(queue))
    never()


@asynccontextmanager
async def lifespan(app):
    start_jobs(asyncio.Queue())
    yield
    await asyncio.sleep(1)
    await close()


app = FastAPI(lifespan=lifespan)
