"""Connections."""

import redis
from mongoengine import connect
from pymongo import MongoClient
from sqlalchemy import create_engine

engine = create_engine("postgresql+psycopg://shop:hunter2@db:5432/shop", pool_pre_ping=True)
mongo = MongoClient("mongodb://mongo:27017/")
cache = redis.from_url("redis://cache:6379/0")
jobs = redis.StrictRedis.from_url("redis://jobs:6379/1")
connect(host="mongodb://documents:27017/shop")
