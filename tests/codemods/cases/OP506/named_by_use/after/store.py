import os

import psycopg2
import redis

HOST = os.environ.get("REDIS_HOST", "10.4.4.4")
PORT = int(os.environ.get("REDIS_PORT", "6380"))
DATABASE = os.environ.get("DB_NAME", "stock")
r = redis.StrictRedis(HOST, PORT)


def rows():
    return psycopg2.connect(database=DATABASE)
