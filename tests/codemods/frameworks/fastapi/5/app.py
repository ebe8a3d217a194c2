import psycopg

from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/")
def main(name: str):
    psycopg.connect(host="db.internal", user="shop", password="x7Gh2kQpL9", dbname="shop")
    return "done"
