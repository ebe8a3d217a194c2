import config
from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = config.SQLALCHEMY_DATABASE_URI
db = SQLAlchemy(app)


@app.route("/books")
def books():
    return jsonify(db.session.execute(db.text("SELECT title FROM books")).scalars().all())
