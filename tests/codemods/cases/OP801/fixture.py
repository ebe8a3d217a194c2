# case: methods_in_lower_case
import os

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

app = Flask(__name__)
engine = create_engine(os.environ.get("DATABASE_URL", "postgresql://localhost/shop"))  # finding
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

# case: one_reading_view
import os

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

app = Flask(__name__)
engine = create_engine(os.environ.get("DATABASE_URL", "postgresql://localhost/shop"))  # finding
Session = sessionmaker(bind=engine)


@app.post("/books/<title>")
def add(title):
    with Session.begin() as session:
        session.execute("INSERT INTO books VALUES (:title)", {"title": title})
    return "", 204


@app.get("/books/count")
def count():
    with Session.begin() as session:
        session.execute("INSERT INTO asked VALUES (now())")
        return {"count": session.execute("SELECT count(*) FROM books").scalar()}

# case: trap_no_reading_view
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

# case: trap_read_only_variable
# file: db.py
import os

from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine


def made(variable):
    return async_sessionmaker(create_async_engine(os.environ[variable]))


writing, reading = made("DATABASE_URL"), made("POSTGRES_RO_DSN")
