import os

from flask import Flask

SQLALCHEMY_DATABASE_URI = os.environ.get("SQLALCHEMY_DATABASE_URI", "postgresql://db/shop")

app = Flask(__name__)
app.config.from_object(__name__)
