"""The bookshop's database."""

from sqlalchemy import URL
from sqlalchemy.orm import sessionmaker

import config
import databases

url = URL.create(
    "postgresql+psycopg",
    username=config.DB_USER,
    password=config.DB_PASSWORD,
    host=config.DB_HOST,
    port=config.DB_PORT,
    database=config.DB_NAME,
)
engine = databases.create_engine(url, pool_pre_ping=True)
Session = sessionmaker(engine)
reader_engine = databases.create_reader_engine(engine)
ReaderSession = databases.reader_sessions(Session, reader_engine)
