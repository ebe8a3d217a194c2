import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

here = os.path.dirname(__file__)
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)
with app.app_context():
    db.create_all()
