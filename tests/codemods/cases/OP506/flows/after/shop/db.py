import os

import psycopg2
import redis

from shop import constants
from shop.constants import LEDGER


class Store:
    host = "store-db"

    def __init__(self):
        self.connection = psycopg2.connect(host=self.host, password=os.environ["DB_PASSWORD"])


def warehouse():
    user = os.environ.get("DB_USER", "clerk")
    return psycopg2.connect(host=constants.warehouse, user=user, dbname=LEDGER, password=os.environ["DB_PASSWORD"])


def cache(port=6379):
    return redis.Redis(host=os.environ["REDIS_HOST"], port=port)
