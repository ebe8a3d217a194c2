DATABASE_URL = None
POSTGRES_URI = "postgres://localhost:5432/shop"  # not used (use DATABASE_URL)
MONGO_URI = "mongodb://localhost:27017/shop"  # no longer used
