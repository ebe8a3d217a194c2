import os

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "redis://queue/0")


class Nightly:
    AMQP_URL = "amqp://night/shop"


class ShopConfig:
    MONGODB_URI = os.environ.get("MONGODB_URI", "mongodb://books/shop")


class BigConfig(ShopConfig):
    NEO4J_URI = "neo4j://graph"
