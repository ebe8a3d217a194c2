import os

from decouple import config

DEBUG = config("DEBUG", default=False, cast=bool)
SECRET_KEY = os.environ["SECRET_KEY"]
LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "redis://localhost:6379/0")
