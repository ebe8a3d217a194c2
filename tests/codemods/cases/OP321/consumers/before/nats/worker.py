import asyncio
import os

import nats


async def main():
    client = await nats.connect(os.environ["NATS_URL"])
    subscription = await client.subscribe("orders")
    async for message in subscription.messages:
        print(message.data)


asyncio.run(main())
