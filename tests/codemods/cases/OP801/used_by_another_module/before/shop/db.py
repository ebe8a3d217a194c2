import os

import sqlalchemy
from sqlalchemy.orm import sessionmaker

engine = sqlalchemy.create_engine(os.environ["DATABASE_URL"])
Session = sessionmaker(bind=engine)
