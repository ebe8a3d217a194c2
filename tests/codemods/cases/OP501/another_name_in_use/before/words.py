from pymongo import MongoClient

server = "mongodb://127.0.0.1:27017"
words = MongoClient(server).words
