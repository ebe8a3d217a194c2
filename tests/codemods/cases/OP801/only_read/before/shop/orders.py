import os

from sqlalchemy import create_engine, text

engine = None


def init(name):
    global engine
    engine = create_engine(os.environ[name])


def place(name):
    with engine.connect() as connection:
        connection.execute(text("INSERT INTO orders (name) VALUES (:name)"), {"name": name})
        connection.commit()
