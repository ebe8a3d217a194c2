import time

import paho.mqtt.client
import psycopg2
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
client = paho.mqtt.client.Client()
time.sleep(10)

while True:
    try:
        connection = psycopg2.connect(host="db")
        break
    except psycopg2.OperationalError:
        time.sleep(2)

while True:
    try:
        client.connect("broker")
        break
    except OSError:
        time.sleep(2)


def make_tables():
    while True:
        try:
            db.create_all()
            return
        except Exception:
            time.sleep(1)


make_tables()


@app.get("/")
def index():
    return connection.info.host
