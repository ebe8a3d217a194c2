import os

from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine


def made(variable):
    return async_sessionmaker(create_async_engine(os.environ[variable]))


writing, reading = made("DATABASE_URL"), made("POSTGRES_RO_DSN")
