import os

import redis

QUEUE = redis.Redis.from_url("redis://queue:6379/0")
PAGE_SIZE = int(os.environ.get("PAGE_SIZE", "20"))
