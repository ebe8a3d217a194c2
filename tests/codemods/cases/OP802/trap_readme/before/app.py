import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from pages import pages

app = Flask(__name__)
app.register_blueprint(pages)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL") or "sqlite:///shop.db"
db = SQLAlchemy(app)


@app.route("/books/<title>", methods=["POST"])
def add(title):
    db.session.execute("INSERT INTO books VALUES (:title)", {"title": title})
    db.session.commit()
    return "", 204
