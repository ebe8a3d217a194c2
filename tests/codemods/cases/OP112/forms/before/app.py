import os
import sqlite3

from flask import Flask

BASE = os.path.dirname(__file__)

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///shop.db"


class Config:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL") or "sqlite:///" + os.path.join(BASE, "data.db")


@app.get("/")
def home():
    connection = sqlite3.connect("visits.db")
    return str(connection.execute("SELECT count(*) FROM visits").fetchone())
