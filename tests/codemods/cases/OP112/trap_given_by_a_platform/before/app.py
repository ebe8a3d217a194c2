import os

from flask import Flask

app = Flask(__name__)
app.config.from_object("config.BaseConfig")
if "DATABASE_URL" in os.environ:
    app.config.update(SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"])
