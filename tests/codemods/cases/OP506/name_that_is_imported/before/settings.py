from os import getenv

REDIS_HOST = "redis.internal.example.com"
