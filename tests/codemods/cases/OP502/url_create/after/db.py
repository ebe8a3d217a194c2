import os

from sqlalchemy import URL, create_engine

url = URL.create(
    "postgresql+psycopg",
    username=os.environ.get("DB_USER", "shop"),  # not the owner of the tables
    password=os.environ["DB_PASSWORD"],
    host=os.environ.get("DB_HOST", "db"),
    port=int(os.environ.get("DB_PORT", "5432")),
    database=os.environ.get("DB_NAME", "shop"),
)
engine = create_engine(url)
