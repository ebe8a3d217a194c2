import os

import pandas as pd
from sqlalchemy import MetaData, Table, create_engine, inspect, text
from sqlalchemy.orm import Session, sessionmaker

from models import Base

engine = create_engine(os.environ["DATABASE_URL"])
factory = sessionmaker(engine)
metadata = MetaData()


def prepare():
    """Called from the module that gunicorn loads."""
    with engine.connect() as connection:
        connection.execute(text("select 1"))
    metadata.reflect(bind=engine)

    books = Table("books", metadata, autoload_with=engine)

    names = inspect(engine).get_table_names()

    frame = pd.read_sql("select 1", engine)
    Base.metadata.drop_all(engine)

    session = factory()
    found = session.query(Base).filter_by(id=1).first()
    session.execute(text("select 1"))
    plain = Table("books", metadata)
    return books, names, frame, found, plain
