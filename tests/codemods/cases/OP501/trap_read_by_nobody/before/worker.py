import os

import redis
from rq import Connection, Worker

QUEUE_URL = "redis://queue:6379/0"

connection = redis.from_url(os.environ["BROKER_URL"])


def work():
    with Connection(connection):
        Worker(["default"]).work()
