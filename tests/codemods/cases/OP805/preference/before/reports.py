from pymongo import MongoClient, ReadPreference

client = MongoClient("mongodb://mongo:27017/?replicaSet=rs0")
reports = client.shop.reports.with_options(read_preference=ReadPreference.SECONDARY)
