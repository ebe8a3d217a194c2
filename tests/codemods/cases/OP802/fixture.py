# case: trap_no_reading_view
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "mysql+pymysql://localhost/shop")
db = SQLAlchemy(app)


@app.route("/books/<title>", methods=["POST"])
def add(title):
    db.session.execute("INSERT INTO books VALUES (:title)", {"title": title})
    db.session.commit()
    return "", 204
