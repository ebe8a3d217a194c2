from pymongo import MongoClient

host = "127.0.0.1"
collection = None
_found = None


def init():
    global _found
    _found = MongoClient(host).library[collection]


def search(query):
    return list(_found.find({"title": query}))
