import os

from flask import Flask
from flask_pymongo import PyMongo
from pymongo import MongoClient

app = Flask(__name__)
mongo = PyMongo(app)
client = MongoClient(os.environ["MONGO_URL"])


@app.get("/")
def index():
    return {"books": client.shop.books.count_documents({})}
