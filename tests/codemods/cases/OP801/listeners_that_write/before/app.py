import os
import time

from flask import Flask, jsonify
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import sessionmaker

engine = create_engine(os.environ["DATABASE_URL"])
Session = sessionmaker(bind=engine)
app = Flask(__name__)
begun = {}
slow = []


@event.listens_for(Engine, "before_cursor_execute")
def begin(connection, cursor, statement, parameters, context, many):
    begun[context] = time.perf_counter()


@event.listens_for(Engine, "after_cursor_execute")
def end(connection, cursor, statement, parameters, context, many):
    if time.perf_counter() - begun.pop(context) > 1:
        cursor.execute("INSERT INTO slow VALUES (1)")


@app.get("/books")
def books():
    with Session() as session:
        return jsonify(list(session.execute(text("SELECT title FROM books")).scalars()))


@app.post("/books")
def add():
    with Session() as session:
        session.execute(text("INSERT INTO books (title) VALUES ('A')"))
        session.commit()
    return "", 201
