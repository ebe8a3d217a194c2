import pymysql
import redis

PASSWORD = "Stoat-wheel-5519"
r = redis.StrictRedis("10.4.4.4", password=PASSWORD)


class Ledger:
    PWD = "Stoat-wheel-5520"

    def open(self):
        return pymysql.connect(host="db", user="shop", password=self.PWD)
