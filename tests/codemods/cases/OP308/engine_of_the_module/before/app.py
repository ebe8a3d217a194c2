import os

from flask import Flask
from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])
app = Flask(__name__)


@app.get("/")
def index():
    with engine.connect() as connection:
        return str(connection.scalar(text("SELECT 1")))
