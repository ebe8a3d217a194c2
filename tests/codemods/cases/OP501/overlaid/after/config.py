import os


class Config:
    SQLALCHEMY_DATABASE_URI = "postgresql://shop:fig-Tree-77@db/shop"
    CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "redis://queue/0")
