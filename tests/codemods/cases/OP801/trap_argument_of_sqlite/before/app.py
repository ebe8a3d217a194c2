import os

from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.orm import sessionmaker

engine = create_engine(os.environ["DATABASE_URL"], connect_args={"check_same_thread": False})
Session = sessionmaker(bind=engine)
app = Flask(__name__)


@app.get("/books")
def books():
    with Session() as session:
        return [each.title for each in session.execute(text("SELECT title FROM books"))]
