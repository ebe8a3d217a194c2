import os

from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])

from celery import Celery

app = Celery("jobs")


@app.task
def main(name):
    with engine.connect() as connection:
        print(connection.scalar(text("SELECT count(*) FROM visits")))
        connection.execute(text("INSERT INTO visits DEFAULT VALUES"))
