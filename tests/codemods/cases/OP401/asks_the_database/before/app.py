import os

from flask import Flask
from sqlalchemy import create_engine, inspect

from models import Base

app = Flask(__name__)
engine = create_engine(os.environ["DATABASE_URL"])
if not inspect(engine).has_table("books"):
    Base.metadata.create_all(engine)
