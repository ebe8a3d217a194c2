from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "mysql://user:pass@localhost/shop"
CELERY_BROKER_URL = "amqp://username:password@queue//"
CACHE_REDIS_URL = "redis://user:q7Rw2LpX9v@cache/0"
db = SQLAlchemy(app)
