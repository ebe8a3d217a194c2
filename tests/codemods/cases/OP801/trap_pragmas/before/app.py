import os

from flask import Flask
from sqlalchemy import create_engine, event
from sqlalchemy.orm import sessionmaker

from pages import pages

app = Flask(__name__)
app.register_blueprint(pages)
engine = create_engine(os.environ["DATABASE_URL"])
Session = sessionmaker(bind=engine)


def prepare(connection, record):
    connection.execute("PRAGMA journal_mode = WAL")


event.listen(engine, "connect", prepare)


@app.post("/books/<title>")
def add(title):
    with Session.begin() as session:
        session.execute("INSERT INTO books VALUES (:title)", {"title": title})
    return "", 204
