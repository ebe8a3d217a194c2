from pymongo import MongoClient

client = MongoClient("mongo:27017")
