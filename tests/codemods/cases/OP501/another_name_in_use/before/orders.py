from pymongo import MongoClient

from local_environment import MONGODB_URI

db = MongoClient(MONGODB_URI).orders
