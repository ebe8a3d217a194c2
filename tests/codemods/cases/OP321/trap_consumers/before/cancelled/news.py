import asyncio
import contextlib

from redis.asyncio import Redis


class News:
    task = None
    names = {}

    async def listen(self):
        channel = Redis().pubsub()
        async for message in channel.listen():
            self.names.pop(message["data"], None)

    def start(self):
        self.task = asyncio.create_task(self.listen())

    async def stop(self):
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task


news = News()
