import os


class Config:
    SQLALCHEMY_DATABASE_URI = "postgresql://db/shop"
    CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "redis://queue/0")
