MONGO_URI = "mongodb://documents:27017/shop"
BROKER_URL = "redis://queue:6379/1"
POSTGRES_DSN = "postgresql://db/shop"
