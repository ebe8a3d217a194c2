from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase

app = Flask(__name__)
engine = create_engine("postgresql://db/shop")


class Base(DeclarativeBase):
    pass


def start(engine, drop_create=False):
    if drop_create:
        Base.metadata.drop_all(engine)
        Base.metadata.create_all(engine)


def fill(create):
    if create:
        Base.metadata.create_all(engine)


start(engine, drop_create=False)
start(engine)
fill(False)
