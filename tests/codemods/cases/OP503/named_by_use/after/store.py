import os

import pymysql
import redis

PASSWORD = os.environ["REDIS_PASSWORD"]
r = redis.StrictRedis("10.4.4.4", password=PASSWORD)


class Ledger:
    PWD = os.environ["DB_PASSWORD"]

    def open(self):
        return pymysql.connect(host="db", user="shop", password=self.PWD)
