import os

from pymongo import MongoClient

old_client = MongoClient(os.environ["OLD_MONGO_URL"])
old_books = old_client.shop.books
