import os

from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])

from flask import Flask, request

app = Flask(__name__)


@app.post("/")
def main():
    with engine.connect() as connection:
        print(connection.scalar(text("SELECT count(*) FROM visits")))
        connection.execute(text("INSERT INTO visits DEFAULT VALUES"))
    return "done"
