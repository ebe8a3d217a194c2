import os

from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])

from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/")
def main(name: str):
    with engine.connect() as connection:
        print(connection.scalar(text("SELECT count(*) FROM visits")))
        connection.execute(text("INSERT INTO visits DEFAULT VALUES"))
    return "done"
