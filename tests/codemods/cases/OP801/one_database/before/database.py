from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine

from settings import URL


class Databases:
    def __init__(self):
        self.engine = create_async_engine(URL)
        self.plain = create_engine(URL.replace("+asyncpg", ""))
        self.probe = create_async_engine(URL, pool_size=1)
