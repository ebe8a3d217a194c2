import asyncio
import os
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine(os.environ["DATABASE_URL"])
archive = create_engine(os.environ["ARCHIVE_URL"])


class Base(DeclarativeBase):
    pass


class Parcel(Base):
    __tablename__ = "parcels"
    id: Mapped[int] = mapped_column(primary_key=True)


async def rebuild():
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)


async def prepare():
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)


@asynccontextmanager
async def lifespan(app):
    await asyncio.to_thread(Base.metadata.create_all, archive, checkfirst=True)
    await prepare()
    later = asyncio.create_task(asyncio.to_thread(Base.metadata.create_all, archive))
    yield
    later.cancel()


app = FastAPI(lifespan=lifespan)
