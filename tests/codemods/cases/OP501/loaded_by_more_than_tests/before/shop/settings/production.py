REDIS_URL = "redis://cache/0"
