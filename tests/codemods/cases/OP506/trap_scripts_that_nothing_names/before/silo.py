import time

import redis

SILO_HOST = "silo.internal"

silo = redis.Redis(host=SILO_HOST)
while True:
    print(silo.lpop("grain"))
    time.sleep(5)
