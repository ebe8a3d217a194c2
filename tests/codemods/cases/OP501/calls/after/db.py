"""Connections."""

import os

import redis
from mongoengine import connect
from pymongo import MongoClient
from sqlalchemy import create_engine

engine = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)
mongo = MongoClient("mongodb://mongo:27017/")
cache = redis.from_url(os.environ.get("CACHE_REDIS_URL", "redis://cache:6379/0"))
jobs = redis.StrictRedis.from_url(os.environ.get("JOBS_REDIS_URL", "redis://jobs:6379/1"))
connect(host="mongodb://documents:27017/shop")
