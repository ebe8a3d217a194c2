import redis
from celery import Celery
from flask import Flask
from sqlalchemy import create_engine, text

CACHE_URL = "redis://cache.internal:6379/1"
CLOUDAMQP_URL = "amqp://queue.internal//"

app = Flask(__name__)
engine = create_engine("postgresql://warehouse.internal/shop")
cache = redis.from_url(CACHE_URL)
celery = Celery("shop", broker=CLOUDAMQP_URL)


@app.get("/")
def home():
    with engine.connect() as connection:
        return str(connection.execute(text("select 1")).all())
