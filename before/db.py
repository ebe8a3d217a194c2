"""The bookshop's database."""

import time

from sqlalchemy import URL, create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import sessionmaker

import config

url = URL.create(
    "postgresql+psycopg",
    username=config.DB_USER,
    password=config.DB_PASSWORD,
    host=config.DB_HOST,
    port=config.DB_PORT,
    database=config.DB_NAME,
)
engine = create_engine(url, pool_pre_ping=True)
Session = sessionmaker(engine)


def wait_for_database():
    while True:
        try:
            engine.connect().close()
            return
        except OperationalError:
            time.sleep(1)
