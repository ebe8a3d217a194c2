import os

if os.environ.get("ENV", "dev") == "prod":
    PAGE = 100
else:
    PAGE = 10

from aiohttp import web

app = web.Application()
routes = web.RouteTableDef()


@routes.post("/")
async def main(request):
    print(PAGE)
    return web.Response(text="done")


app.add_routes(routes)
