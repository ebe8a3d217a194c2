import sys

_VENDOR_HOST = "metrics.example.com"
EMAIL_USE_SSL = False

if sys.argv[1] == "big":
    DB_HOST = "big-db"
else:
    DB_HOST = "db"

try:
    from local import REDIS_HOST
except ImportError:
    REDIS_HOST = "cache"
