MAIL_SERVER = "mail.plants.internal"
CACHE_REDIS_HOST = "cache.plants.internal"
