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


@app.get("/readyz")
def asked():
    return {"books": Book.query.count()}


@app.get("/internal/_health")
def state():
    return {"books": Book.query.count()}


@app.get("/up")
def is_alive():
    return {"books": Book.query.count()}


@app.get("/state")
def answers():
    db.session.execute(db.text("SELECT 1"))
    return {"books": Book.query.count()}


@app.get("/ping-pong")
@readers.may_serve
def games():
    return {"books": Book.query.count()}


@app.get("/internal/health/")
def looked_after():
    return {"books": Book.query.count()}


@app.get("/titles")
@readers.may_serve
def titles():
    """Select 1 title a book, once the database answers."""
    db.session.execute(db.text("SELECT 1"))
    return {"titles": db.session.execute(db.text("SELECT title FROM book")).scalars().all()}
