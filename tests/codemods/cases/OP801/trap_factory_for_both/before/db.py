import os

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker


def sessions_of(role):
    return sessionmaker(create_engine(os.environ[f"{role.upper()}_DATABASE"]))


Session = sessions_of("primary")
Looking = sessions_of(role="replica")
