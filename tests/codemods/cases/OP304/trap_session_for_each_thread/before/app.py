from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import scoped_session, sessionmaker

engine = create_engine("sqlite://")
Maker = sessionmaker(bind=engine)
session = scoped_session(Maker)
app = Flask(__name__)


@app.get("/books")
def books():
    with Maker() as other:
        return other.execute("select * from books").all() + session.execute("select * from old_books").all()
