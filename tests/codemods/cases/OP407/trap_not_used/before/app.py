import os

from flask import Flask
from sqlalchemy import create_engine

from models import Base

engine = create_engine(os.environ["DATABASE_URL"])

app = Flask(__name__)


@app.get("/")
def index():
    with engine.connect():
        return "ok"


@app.cli.command("init-db")
def init_db():
    Base.metadata.create_all(engine)
