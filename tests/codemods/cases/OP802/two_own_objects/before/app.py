from flask import Flask
from models import Book, db

app = Flask(__name__)
db.init_app(app)


@app.route("/books")
def books():
    return {"books": [book.id for book in Book.query.all()]}
