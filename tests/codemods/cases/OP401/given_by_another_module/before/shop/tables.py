import os

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_engine(os.environ["DATABASE_URL"])


class Base(DeclarativeBase):
    pass


class Parcel(Base):
    __tablename__ = "parcels"
    id: Mapped[int] = mapped_column(primary_key=True)


def prepare():
    Base.metadata.create_all(engine)


def forget():
    Base.metadata.drop_all(engine)


async def prepared(app):
    with engine.begin() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS hits (page text)")
    yield
    with engine.begin() as connection:
        connection.execute("DROP TABLE hits")


async def emptied(app):
    Base.metadata.create_all(engine)


async def left(app):
    Base.metadata.drop_all(engine)
