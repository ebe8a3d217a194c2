class Config:
    SQLALCHEMY_DATABASE_URI = "postgresql://db/shop"
    CELERY_BROKER_URL = "redis://queue/0"
