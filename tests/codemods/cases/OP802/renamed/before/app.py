import os

from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)

class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)

session = db.session

@app.route("/books")
def books():
    return jsonify(Book.query.count())

@app.route("/names")
def names():
    return jsonify(session.merged(Book))
