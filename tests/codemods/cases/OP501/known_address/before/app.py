import os

from sqlalchemy import create_engine

DATABASE_URI = os.environ["DATABASE_URI"]
engine = create_engine(DATABASE_URI)


def reset():
    admin = create_engine("postgresql://postgres:Xk39vbQz81@localhost:5432/postgres")
    with admin.connect() as connection:
        connection.exec_driver_sql("drop database shop")
