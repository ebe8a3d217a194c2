import os

from peewee import CharField, Model
from playhouse.db_url import connect

db = connect(os.environ["DATABASE_URL"])


class Book(Model):
    title = CharField()

    class Meta:
        database = db


def prepare():
    db.connect(reuse_if_open=True)
    db.create_tables([Book])
    db.close()
