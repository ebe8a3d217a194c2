import aio_pika
import aiosmtplib
import pymemcache


async def start():
    bus = aio_pika.connection_of(password="carrots-4-all")
    cache = pymemcache.HashClient(["cache"], password="cabbage-4-all")
    return bus, cache, aiosmtplib.SMTP(password="turnips-4-all")
