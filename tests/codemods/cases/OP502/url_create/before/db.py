from sqlalchemy import URL, create_engine

url = URL.create(
    "postgresql+psycopg",
    username="shop",  # not the owner of the tables
    password="hunter2",
    host="db",
    port=5432,
    database="shop",
)
engine = create_engine(url)
