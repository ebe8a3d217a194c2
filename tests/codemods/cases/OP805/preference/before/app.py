from flask import Flask
from pymongo import MongoClient

URL = "mongodb://mongo:27017/?replicaSet=rs0&readPreference=secondaryPreferred"

app = Flask(__name__)
client = MongoClient(URL)
