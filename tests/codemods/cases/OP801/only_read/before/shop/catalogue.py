"""The publishers' database, which they keep: it is only read."""

import os

import sqlalchemy
from sqlalchemy import create_engine

engine = None


def init(name):
    global engine
    engine = create_engine(os.environ[name])


def run_script(path):
    with open(path) as file:
        engine.connect().execute(file.read())


def fetch(name, sold):
    condition = ""
    if sold:
        condition = "AND sold"
    with engine.connect() as connection:
        found = connection.execute(
            sqlalchemy.text("SELECT title FROM books WHERE name = :name {more}".format(more=condition)), {"name": name}
        )
        return dict(found.mappings().one())
