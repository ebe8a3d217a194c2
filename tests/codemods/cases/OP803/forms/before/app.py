import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

URI = os.environ["DATABASE_URL"]

app = Flask(__name__)
app.config.from_object("settings.Config")
app.config["SQLALCHEMY_DATABASE_URI"] = URI
app.config.update(SQLALCHEMY_DATABASE_URI=URI)
app.config.from_mapping({
    "SQLALCHEMY_DATABASE_URI": URI,
})
SQLALCHEMY_DATABASE_URI: str = URI
SQLALCHEMY_DATABASE_URI = None
assert app.config["SQLALCHEMY_DATABASE_URI"] != ""
