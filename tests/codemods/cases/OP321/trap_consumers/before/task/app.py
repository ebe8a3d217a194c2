import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI


async def tick():
    while True:
        print("tick")
        await asyncio.sleep(1)


@asynccontextmanager
async def lifespan(app):
    task = asyncio.create_task(tick())
    yield
    task.cancel()


app = FastAPI(lifespan=lifespan)
