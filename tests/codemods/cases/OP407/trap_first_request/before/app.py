import os

import psycopg
from flask import Flask

app = Flask(__name__)


@app.before_first_request
def connect():
    app.connection = psycopg.connect(os.environ["DATABASE_URL"])
