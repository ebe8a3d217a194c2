import os

import psycopg
import redis
from flask import Flask

app = Flask(__name__)
connection = psycopg.connect(os.environ["DATABASE_URL"])
version = connection.execute("show server_version").fetchone()
connection.close()

with psycopg.connect(os.environ["DATABASE_URL"]) as other:
    other.execute("select 1")


def asked():
    own = psycopg.connect(os.environ["DATABASE_URL"])
    return own.execute("select 1").fetchone()


answer = asked()
# Its pool begins anew in each process.
cache = redis.Redis.from_url(os.environ["REDIS_URL"])
cache.ping()
