redis_host = "redis"
