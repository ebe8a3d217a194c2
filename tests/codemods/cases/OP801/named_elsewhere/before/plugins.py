import os

import sqlalchemy


def make_store():
    return sqlalchemy.create_engine(os.environ["STORE_URL"])
