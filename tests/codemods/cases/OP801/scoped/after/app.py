import os

from flask import Flask, jsonify
from sqlalchemy import func, select, update
from sqlalchemy.orm import scoped_session, sessionmaker

import databases
from models import Book

engine = databases.create_engine(os.environ["DATABASE_URL"])
session_factory = sessionmaker(bind=engine)
db_session = scoped_session(session_factory)
reader_engine = databases.create_reader_engine(engine)
reader_db_session = databases.reader_sessions(db_session, reader_engine)

app = Flask(__name__)
databases.init_app(app)


@app.teardown_appcontext
def shutdown_session(exception=None):
    db_session.remove()


@app.get("/books")
def books():
    found = reader_db_session.query(Book).order_by(Book.title).all()
    return jsonify(total=reader_db_session.scalar(select(func.count(Book.id))), books=[book.title for book in found])


@app.post("/sale")
def sale():
    db_session.execute(update(Book).values(price=1))
    db_session.commit()
    return "", 204
