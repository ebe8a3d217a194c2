import os

from .base import *

CACHEOPS_REDIS["host"] = os.getenv("SHOP_REDIS_HOST", "shop_redis")
