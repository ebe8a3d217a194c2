"""What once kept an engine for each database."""

import os
from contextlib import contextmanager

import sqlalchemy

urls = {"shop": os.environ.get("SHOP_URL")}


class EngineMaker:
    def __init__(self, database):
        self.database = database

    def create(self):
        return sqlalchemy.create_engine(urls[self.database])


class EngineKeeper:
    engines = {}

    @classmethod
    def get(cls, database):
        if database not in cls.engines:
            cls.engines[database] = EngineMaker(database).create()
        return cls.engines[database]


@contextmanager
def connected(maker: EngineMaker):
    connection = EngineKeeper.get(maker).connect()
    yield connection
    connection.close()
