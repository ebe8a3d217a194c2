from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase

app = Flask(__name__)
engine = create_engine("postgresql://db/shop")


class Base(DeclarativeBase):
    pass


def start(engine, create=False):
    if create:
        Base.metadata.create_all(engine)


start(engine)
start(engine, create=True)
