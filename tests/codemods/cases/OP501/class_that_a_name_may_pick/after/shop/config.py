import os


class Laptop:
    CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "redis://localhost/6")
