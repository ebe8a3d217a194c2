import os

import redis
from flask import Flask

from shop import config

app = Flask(__name__)
# 'amqp://guest@{}:{}'.format(config.BROKER_HOST, config.BROKER_PORT)
app.config["CELERY_BROKER_URL"] = os.environ["CELERY_BROKER_URL"]


@app.route("/")
def stock():
    return redis.Redis(host=config.STOCK_HOST).get("stock.config")
