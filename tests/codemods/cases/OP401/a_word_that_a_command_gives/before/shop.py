import sys

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://db/shop"
db = SQLAlchemy(app)


def make_tables():
    with app.app_context():
        db.create_all()


if __name__ == "__main__":
    if "--tables" in sys.argv:
        make_tables()
    app.run(host="0.0.0.0")
