import asyncio

import nats

from orders import bill


async def main():
    connection = await nats.connect("nats://mq")

    async def handle(message):
        await bill(message.data)

    await connection.subscribe("orders", cb=handle)
    while True:
        await asyncio.sleep(1)


asyncio.run(main())
