import asyncio

from aiokafka import AIOKafkaConsumer


async def consume():
    consumer = AIOKafkaConsumer("orders", bootstrap_servers="kafka:9092")
    await consumer.start()
    try:
        async for message in consumer:
            print(message.value)
    finally:
        await consumer.stop()


if __name__ == "__main__":
    asyncio.run(consume())
