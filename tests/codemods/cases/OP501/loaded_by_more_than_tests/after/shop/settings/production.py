import os

REDIS_URL = os.environ.get("REDIS_URL", "redis://cache/0")
