from flask import Flask
import databases
import readers
from models import Book, db

app = Flask(__name__)
db.init_app(app)
databases.init_app(app)


@app.route("/books")
@readers.may_serve
def books():
    return {"books": [book.id for book in Book.query.all()]}
