import os

import redis


class Queue:
    def __init__(
        self,
        name,
        host=os.environ.get('REDIS_HOST', 'localhost'),
        port=int(os.environ.get('REDIS_PORT', '6379')),
        db=0,
        maxsize=0,
        lazy_limit=True,
        password=None,
    ):
        self.name = name
        self.redis = redis.StrictRedis(host=host, port=port, db=db, password=password)
