import psycopg

from aiohttp import web

app = web.Application()
routes = web.RouteTableDef()


@routes.post("/")
async def main(request):
    psycopg.connect(host="db.internal", user="shop", password="x7Gh2kQpL9", dbname="shop")
    return web.Response(text="done")


app.add_routes(routes)
