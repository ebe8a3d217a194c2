"""The hook's objects and the view's are of one session: `==` of two users holds only within it."""

import os

from flask import Flask, g, jsonify, session
from sqlalchemy import create_engine
from sqlalchemy.orm import scoped_session, sessionmaker

from models import Book, User

engine = create_engine(os.environ["DATABASE_URL"])
db_session = scoped_session(sessionmaker(bind=engine))

app = Flask(__name__)


@app.before_request
def load_user():
    g.user = db_session.get(User, session.get("user"))


@app.get("/books")
def books():
    return jsonify([book.title for book in db_session.query(Book) if book.owner == g.user])
