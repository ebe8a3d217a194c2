import time

import psycopg2
from flask import Flask

app = Flask(__name__)

while True:
    try:
        connection = psycopg2.connect(host="db")
        connection.close()
        break
    except psycopg2.OperationalError:
        time.sleep(2)


@app.get("/")
def index():
    return "hello"
