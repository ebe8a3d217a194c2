import sys

sys.path.insert(0, "/srv/shop")

from redis import Redis

from shop.config import redis_host

Redis(host=redis_host).incr("runs")
