import os

REDIS_URL = os.environ.get("REDIS_URL")


class Config:
    CACHE_TYPE = "SimpleCache"


class ProductionConfig(Config):
    CACHE_TYPE = "RedisCache"
