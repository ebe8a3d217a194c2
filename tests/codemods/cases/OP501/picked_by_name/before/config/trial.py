from config.common import *  # noqa: F403

SQLALCHEMY_DATABASE_URI = "sqlite:///:memory:"
CELERY_BROKER_URL = "redis://localhost/3"
