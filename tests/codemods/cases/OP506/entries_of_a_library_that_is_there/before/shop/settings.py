INSTALLED_APPS = ["shop"]

REDIS_HOST = "queue.internal"
REDIS_PORT = 6380
STOCK_HOST = "stock.internal"

BROKER_URL = f"redis://{REDIS_HOST}:{REDIS_PORT}/0"
CELERY_RESULT_BACKEND = f"redis://{REDIS_HOST}:{REDIS_PORT}/1"
