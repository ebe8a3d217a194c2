import os

MONGO_URI = os.environ.get("MONGO_URI", "mongodb://documents:27017/shop")
BROKER_URL = os.environ.get("BROKER_URL", "redis://queue:6379/1")
POSTGRES_DSN = os.environ.get("POSTGRES_DSN", "postgresql://db/shop")
