import os

SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "postgresql://db/shop")
CELERY_BROKER_URL = os.environ["CELERY_BROKER_URL"]
