import asyncio

import aio_pika

from orders import bill


async def main():
    connection = await aio_pika.connect_robust("amqp://mq")
    channel = await connection.channel()
    queue = await channel.declare_queue("orders")
    async with queue.iterator() as messages_of_today, queue.iterator() as it:
        async for message in it:
            await bill(message.body)


asyncio.run(main())
