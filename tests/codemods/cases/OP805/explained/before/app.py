import os

from flask import Flask
from pymongo import MongoClient

app = Flask(__name__)
client = MongoClient(os.environ["MONGO_URL"])
books = client.shop.books


@app.get("/")
def index():
    return {"books": books.count_documents({})}
