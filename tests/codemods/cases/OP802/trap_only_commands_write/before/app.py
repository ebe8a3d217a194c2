import os

import psycopg2  # noqa: F401
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)


@app.route("/tides")
def tides():
    return [each.height for each in db.session.query(Tide).all()]


@app.cli.command("fill")
def fill():
    db.session.add(Tide(height=3))
    db.session.commit()
