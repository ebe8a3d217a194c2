import time

import redis

stock = redis.Redis()
while True:
    stock.incr("recounts")
    stock.delete("level")
    time.sleep(60)
