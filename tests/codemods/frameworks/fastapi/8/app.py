import os

from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])

from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/")
def main(name: str):
    with engine.connect() as connection:
        print(connection.scalar(text("SELECT 1")))
    return "done"
