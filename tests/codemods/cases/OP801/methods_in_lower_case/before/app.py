import os

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

app = Flask(__name__)
engine = create_engine(os.environ.get("DATABASE_URL", "postgresql://localhost/shop"))
Session = sessionmaker(bind=engine)


@app.post("/books/<title>")
def add(title):
    with Session.begin() as session:
        session.execute("INSERT INTO books VALUES (:title)", {"title": title})
    return "", 204


@app.route("/books/count", methods=["get"])
def count():
    with Session.begin() as session:
        session.execute("INSERT INTO asked VALUES (now())")
        return {"count": session.execute("SELECT count(*) FROM books").scalar()}
