import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI

from shop.background import beside, every, forever
from shop.jobs import close, listen, never, poll, send_newsletters, tidy


def start_jobs(queue):
    forever(send_newsletters)
    forever(every(30, tidy))
    beside(poll(queue))
    never()


@asynccontextmanager
async def lifespan(app):
    start_jobs(asyncio.Queue())
    listening = asyncio.create_task(listen())
    yield
    listening.cancel()
    try:
        await listening
    except asyncio.CancelledError:
        pass
    await asyncio.sleep(1)
    await close()


app = FastAPI(lifespan=lifespan)
