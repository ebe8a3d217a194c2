import os

import aio_pika
import pymysql

DB = dict(
    host=os.environ.get("DB_HOST", "db1"),
    user=os.environ.get("DB_USER", "shop"),
    password=os.environ["DB_PASSWORD"],
)


def rows():
    return pymysql.connect(**dict(
        host=os.environ.get("DB_HOST", "db1"),
        user=os.environ.get("DB_USER", "shop"),
        password=os.environ["DB_PASSWORD"],
    )).cursor()


def more():
    return pymysql.connect(**DB)


async def bus():
    return await aio_pika.connect_robust(
        host=os.environ.get("RABBITMQ_HOST", "rabbit"),
        login=os.environ.get("RABBITMQ_USER", "shop"),
        password=os.environ["RABBITMQ_PASSWORD"],
    )
