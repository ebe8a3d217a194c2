MONGO_URL = "mongodb://mongo/shop"
