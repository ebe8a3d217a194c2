import os

from pymongo import MongoClient

shop = MongoClient(os.environ["MONGO_URL"]).shop
with shop.orders.watch() as changes:
    for change in changes:
        print(change)
