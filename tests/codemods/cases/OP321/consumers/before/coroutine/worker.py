import asyncio

from orders import take


async def main():
    while True:
        await take()
        await asyncio.sleep(1)


asyncio.get_event_loop().run_until_complete(main())
