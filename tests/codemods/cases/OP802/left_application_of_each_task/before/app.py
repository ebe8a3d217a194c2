import os

from flask import Flask
from models import Book, db


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "mysql+pymysql://localhost/shop")
    db.init_app(app)

    @app.route("/books")
    def books():
        return {"books": [book.id for book in Book.query.all()]}

    @app.route("/books/<int:number>")
    def book(number):
        return {"id": Book.query.get_or_404(number).id}

    return app
