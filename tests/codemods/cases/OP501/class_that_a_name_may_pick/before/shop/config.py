class Laptop:
    CELERY_BROKER_URL = "redis://localhost/6"
