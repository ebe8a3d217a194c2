import psycopg

from flask import Flask, request

app = Flask(__name__)


@app.post("/")
def main():
    psycopg.connect(host="db.internal", user="shop", password="x7Gh2kQpL9", dbname="shop")
    return "done"
