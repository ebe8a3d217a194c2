import os

import psycopg2  # noqa: F401
from fastapi import FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

engine = create_engine(os.environ["DATABASE_URL"].replace("postgres://", "postgresql://"))
Session = sessionmaker(bind=engine)
app = FastAPI()


@app.get("/tides")
def tides():
    with Session() as session:
        return session.query(Tide).all()
