import os

import pymongo

host = os.environ.get("MONGO_HOST", "127.0.0.1")
port = int(os.environ.get("MONGO_PORT", "27017"))


def connect():
    return pymongo.MongoClient(host=host, port=port)
