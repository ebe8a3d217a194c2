import os

from sqlalchemy import MetaData, create_engine

engine = create_engine(os.environ["DATABASE_URL"])
metadata = MetaData()
