import os
import sqlite3

import psycopg2
import redis

import config

db = psycopg2.connect(host=config.DB_HOST, user=os.environ["DB_USER"], password=os.environ.get("DB_PASSWORD", ""))
lite = sqlite3.connect("app.db")
cache = redis.Redis(db=0, password=None, decode_responses=True)
