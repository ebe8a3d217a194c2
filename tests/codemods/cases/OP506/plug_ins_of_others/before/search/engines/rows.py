import pymongo

host = "127.0.0.1"
port = 27017


def connect():
    return pymongo.MongoClient(host=host, port=port)
