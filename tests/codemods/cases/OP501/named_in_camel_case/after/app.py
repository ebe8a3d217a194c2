import os

mongoUri = os.environ.get("MONGO_URI", "mongodb://mongo-1/catalog")
brokerURL = os.environ.get("BROKER_URL", "amqp://queue//")
cache_uri = os.environ.get("REDIS_URL", "redis://cache:6379/0")
