import aio_pika
import pymysql

DB = dict(host="db1", user="shop", password="Plover-Shingle-10")


def rows():
    return pymysql.connect(**dict(host="db1", user="shop", password="Plover-Shingle-10")).cursor()


def more():
    return pymysql.connect(**DB)


async def bus():
    return await aio_pika.connect_robust(host="rabbit", login="shop", password="Plover-Shingle-12")
