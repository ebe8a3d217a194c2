class Laptop:
    # Only here.
    CELERY_BROKER_URL = "redis://localhost/6"
