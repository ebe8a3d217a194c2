import os
import sqlite3

from flask import Flask

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
HELP = "for example sqlite:///shop.db"


class TestingConfig:
    SQLALCHEMY_DATABASE_URI = "sqlite:///test.db"


class MemoryConfig:
    SQLALCHEMY_DATABASE_URI = "sqlite://"
    DATABASE_URL = "sqlite:///:memory:"


@app.get("/")
def home():
    return str(sqlite3.connect(":memory:").execute("SELECT 1").fetchone())


@app.cli.command("convert")
def convert():
    database_path = "sqlite:///old.db"
    sqlite3.connect("old.db")
    return database_path
