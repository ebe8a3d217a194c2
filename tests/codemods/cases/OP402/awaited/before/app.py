import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI


async def awaited():
    await asyncio.sleep(1)


async def gathered():
    await asyncio.sleep(1)


async def collected():
    await asyncio.sleep(1)


async def named():
    await asyncio.sleep(1)


async def handed_on():
    await asyncio.sleep(1)


async def run_all(coroutines):
    await asyncio.gather(*coroutines)


async def call(function, times):
    for _ in range(times):
        await function()


@asynccontextmanager
async def lifespan(app):
    await awaited()
    await asyncio.gather(gathered(), return_exceptions=True)
    await run_all([collected() for _ in range(2)])
    task = asyncio.create_task(named())
    await asyncio.sleep(0)
    await task
    await call(handed_on, times=2)
    yield


app = FastAPI(lifespan=lifespan)
