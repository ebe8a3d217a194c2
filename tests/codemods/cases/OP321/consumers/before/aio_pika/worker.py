import asyncio

import aio_pika


async def main():
    connection = await aio_pika.connect_robust("amqp://rabbit")
    channel = await connection.channel()
    queue = await channel.declare_queue("orders")
    async with queue.iterator() as messages:
        async for message in messages:
            async with message.process():
                print(message.body)


asyncio.run(main())
