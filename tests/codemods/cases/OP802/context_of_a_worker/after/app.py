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


@app.route("/books/<int:number>")
@readers.may_serve
def book(number):
    return {"id": Book.query.get_or_404(number).id}
