import os

from flask import Flask

app = Flask(__name__)
app.config["SQL_ALCHEMY_DATABASE_URI"] = os.environ.get("SQL_ALCHEMY_DATABASE_URI", "sqlite:///shop.db")
engine = create(app.config["SQL_ALCHEMY_DATABASE_URI"])
