import os

import aio_pika
import aiosmtplib
import pymemcache


async def start():
    bus = aio_pika.connection_of(password=os.environ["RABBITMQ_PASSWORD"])
    cache = pymemcache.HashClient(["cache"], password=os.environ["MEMCACHED_PASSWORD"])
    return bus, cache, aiosmtplib.SMTP(password=os.environ["SMTP_PASSWORD"])
