import os

from flask import Flask, jsonify
from sqlalchemy import create_engine, event, text
from sqlalchemy.orm import sessionmaker

engine = create_engine(os.environ["DATABASE_URL"])
Session = sessionmaker(bind=engine)
app = Flask(__name__)


@event.listens_for(engine, "connect")
def set_search_path(connection, record):
    connection.cursor().execute("SET search_path TO shop")


@app.get("/books")
def books():
    with Session() as session:
        return jsonify(list(session.execute(text("SELECT title FROM books")).scalars()))
