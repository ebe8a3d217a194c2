import os


class Config:
    CACHE_URL = os.environ["SHOP_CACHE"]


class Qa(Config):
    SQLALCHEMY_DATABASE_URI = "postgresql://localhost/shop_qa"
    CELERY_BROKER_URL = "redis://localhost/4"


class FastConfig:
    CELERY_BROKER_URL = "redis://localhost/5"
