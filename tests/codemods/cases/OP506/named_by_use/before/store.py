import psycopg2
import redis

HOST = "10.4.4.4"
PORT = 6380
DATABASE = "stock"
r = redis.StrictRedis(HOST, PORT)


def rows():
    return psycopg2.connect(database=DATABASE)
