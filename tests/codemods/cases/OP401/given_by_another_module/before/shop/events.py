from contextlib import asynccontextmanager

from shop import tables


@asynccontextmanager
async def lifespan(app):
    tables.prepare()
    yield
    tables.forget()


def opens(app):
    async def start():
        app.state.connection = tables.engine.connect()
        app.state.connection.execute("CREATE TABLE IF NOT EXISTS visits (page text)")

    return start
