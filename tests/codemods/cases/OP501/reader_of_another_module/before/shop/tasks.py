from celery import Celery

from shop.settings import env

celery = Celery("shop", broker="redis://localhost:6379/0")
QUEUE = env.str("QUEUE")
