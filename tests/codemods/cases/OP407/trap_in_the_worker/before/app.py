import os

import psycopg
from flask import Flask

app = Flask(__name__)


def open_connection():
    app.connection = psycopg.connect(os.environ["DATABASE_URL"])


@app.before_first_request
def also():
    app.other = psycopg.connect(os.environ["DATABASE_URL"])
