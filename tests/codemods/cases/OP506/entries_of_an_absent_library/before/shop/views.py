import redis
from django.conf import settings

# TODO: give this to Celery
stock = redis.Redis(host=settings.STOCK_HOST)
