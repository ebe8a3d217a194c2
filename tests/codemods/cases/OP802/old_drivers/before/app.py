from flask import Flask, jsonify
from flask.ext.sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "mysql://db/shop"
db = SQLAlchemy(app)


@app.route("/books")
def books():
    return jsonify(titles=[each.title for each in db.session.query(Book)])
