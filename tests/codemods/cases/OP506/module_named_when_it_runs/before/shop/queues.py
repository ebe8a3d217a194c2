import os

import redis
import rq

QUEUE = rq.Queue(connection=redis.Redis.from_url(os.environ["REDIS_URL"]))
