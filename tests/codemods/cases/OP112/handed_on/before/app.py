import settings
from flask import Flask
from settings import SQLITE

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = settings.DATABASE_URI
app.config["OTHER_DATABASE_URI"] = app.config["SQLALCHEMY_DATABASE_URI"]
app.config["STOCK_DATABASE_URI"] = SQLITE


def create_app():
    database_uri = "sqlite:///orders.db"
    made = Flask(__name__)
    made.config["SQLALCHEMY_DATABASE_URI"] = database_uri
    return made
