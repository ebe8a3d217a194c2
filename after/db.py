"""The bookshop's database."""

from sqlalchemy import URL, create_engine
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
