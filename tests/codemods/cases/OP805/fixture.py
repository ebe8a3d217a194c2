# case: clients
import os

from flask import Flask
from flask_pymongo import PyMongo
from pymongo import MongoClient

app = Flask(__name__)
mongo = PyMongo(app)  # finding
client = MongoClient(os.environ["MONGO_URL"])  # finding


@app.get("/")
def index():
    return {"books": client.shop.books.count_documents({}), "people": mongo.db.people.count_documents({})}

# case: explained
import os

from flask import Flask
from pymongo import MongoClient

app = Flask(__name__)
client = MongoClient(os.environ["MONGO_URL"])  # finding
books = client.shop.books


@app.get("/")
def index():
    return {"books": books.count_documents({})}
