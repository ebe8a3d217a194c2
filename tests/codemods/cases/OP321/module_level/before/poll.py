import time

import redis

store = redis.Redis()

while (1):
    store.incr("polls")
    time.sleep(10)
