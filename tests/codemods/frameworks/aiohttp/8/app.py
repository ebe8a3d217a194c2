import os

from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])

from aiohttp import web

app = web.Application()
routes = web.RouteTableDef()


@routes.post("/")
async def main(request):
    with engine.connect() as connection:
        print(connection.scalar(text("SELECT count(*) FROM visits")))
        connection.execute(text("INSERT INTO visits DEFAULT VALUES"))
    return web.Response(text="done")


app.add_routes(routes)
