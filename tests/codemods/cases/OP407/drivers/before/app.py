import os

import mongoengine
import psycopg
import psycopg2.pool
import pymysql
from flask import Flask

import store

app = Flask(__name__)
connection = psycopg.connect(os.environ["DATABASE_URL"])
app.books = pymysql.connect(host=os.environ["DB_HOST"], user="shop")
pool = psycopg2.pool.ThreadedConnectionPool(1, 8, os.environ["DATABASE_URL"])
store.books.find_one({})


def connect():
    return psycopg.connect(os.environ["DATABASE_URL"])


mongoengine.connect(host=os.environ["MONGO_URL"])


@app.get("/")
def index():
    with connect() as other:
        return str(other.execute("select 1").fetchone())
