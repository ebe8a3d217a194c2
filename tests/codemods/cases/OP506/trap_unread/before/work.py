import redis

REDIS_HOST = "redis.shop.internal"
REDIS_PORT = 6379


def run(url):
    return redis.from_url(url)
