import asyncio


async def send_newsletters():
    while True:
        await asyncio.sleep(60)


async def tidy():
    await asyncio.sleep(1)


async def poll(queue):
    while True:
        await asyncio.sleep(2)


async def never():
    await asyncio.sleep(3)


async def close():
    await asyncio.sleep(0.1)


async def listen():
    while True:
        try:
            print("listening")
            await asyncio.sleep(0.01)
        except ConnectionError:
            await asyncio.sleep(5)
