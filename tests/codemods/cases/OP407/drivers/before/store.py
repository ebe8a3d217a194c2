import os

from pymongo import MongoClient

LATER = MongoClient(os.environ["MONGO_URL"], connect=False)


def make():
    return MongoClient(os.environ["MONGO_URL"]).shop


books = make().books
