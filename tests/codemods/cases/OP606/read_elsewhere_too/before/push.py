import configparser

import redis

settings = configparser.ConfigParser()
settings.read("shop.ini")
orders = redis.Redis(host=settings.get("redis", "host"))
