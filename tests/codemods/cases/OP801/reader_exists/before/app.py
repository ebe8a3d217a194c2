import os

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

engine = create_engine(os.environ["DATABASE_URL"])
replica_engine = create_engine(os.environ.get("REPLICA_URL") or os.environ["DATABASE_URL"])
Session = sessionmaker(engine)
app = Flask(__name__)
