import sys

import redis

if sys.argv[1] == "big":
    cache = redis.Redis(host="big-cache")
else:
    cache = redis.Redis(host="cache")
