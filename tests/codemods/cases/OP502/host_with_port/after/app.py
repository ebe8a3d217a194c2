import os

from pymongo import MongoClient

client = MongoClient(os.environ.get("MONGO_ADDRESS", "mongo:27017"))
