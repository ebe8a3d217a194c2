import configparser

import redis


def load():
    settings = configparser.ConfigParser()
    settings.read("shop.ini")
    return settings


orders = redis.Redis(host=load().get("redis", "host"))
