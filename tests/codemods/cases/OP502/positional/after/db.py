import os

import MySQLdb
import pika
from pymongo import MongoClient

db = MySQLdb.connect(
    os.environ.get("DB_HOST", "localhost"),
    os.environ.get("DB_USER", "shop"),
    os.environ["DB_PASSWORD"],
    os.environ.get("DB_NAME", "shop"),
)
mongo = MongoClient(
    os.environ.get("MONGO_HOST", "mongo"),
    int(os.environ.get("MONGO_PORT", "27017")),
)
queue = pika.ConnectionParameters(
    os.environ.get("RABBITMQ_HOST", "queue"),
    int(os.environ.get("RABBITMQ_PORT", "5672")),
    os.environ.get("RABBITMQ_VHOST", "/"),
    pika.PlainCredentials(
        os.environ.get("RABBITMQ_USER", "guest"),
        os.environ["RABBITMQ_PASSWORD"],
    ),
)
