import urllib.request

from aiohttp import web

app = web.Application()
routes = web.RouteTableDef()


@routes.post("/")
async def main(request):
    pass
    return web.Response(text="done")


async def load(app):
    urllib.request.urlretrieve("https://models.example.org/m.bin", "/tmp/m.bin")


app.on_startup.append(load)
app.add_routes(routes)
