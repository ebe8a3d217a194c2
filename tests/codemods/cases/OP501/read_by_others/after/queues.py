import os

import redis

QUEUE_URL = os.environ.get("QUEUE_URL", "redis://queue:6379/0")
CACHE_URL = os.environ.get("CACHE_URL", "redis://cache:6379/1")


def cache():
    return redis.from_url(CACHE_URL)
