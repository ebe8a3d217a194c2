SQLALCHEMY_DATABASE_URI = "postgresql://db/shop"
CELERY_BROKER_URL = "amqp://shop:hunter2@queue:5672//"
