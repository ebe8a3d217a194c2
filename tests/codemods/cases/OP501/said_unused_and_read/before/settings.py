MONGO_URI = "mongodb://localhost:27017/shop"  # not used
