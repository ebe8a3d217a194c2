import os

from flask import Flask, jsonify
from sqlalchemy import create_engine, text
from sqlalchemy.orm import sessionmaker

engine = create_engine(os.environ["DATABASE_URL"])
Session = sessionmaker(bind=engine)


def create_app():
    app = Flask(__name__)
    context = app.app_context()
    context.push()

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

    return app
