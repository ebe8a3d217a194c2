import os

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from models import Base

engine = create_engine(os.environ["DATABASE_URL"], poolclass=NullPool)
Base.metadata.create_all(engine)

app = Flask(__name__)
