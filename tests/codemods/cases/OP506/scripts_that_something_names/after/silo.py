import os
import time

import redis

import weigh

SILO_HOST = os.environ.get("SILO_HOST", "silo.internal")

silo = redis.Redis(host=SILO_HOST)
while True:
    print(silo.lpop("grain"))
    time.sleep(5)
