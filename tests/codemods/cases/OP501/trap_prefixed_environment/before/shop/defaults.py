SQLALCHEMY_DATABASE_URI = "mysql://shop@db/shop"
CELERY_BROKER_URL = "amqp://rabbit/shop"
