import logging

log = logging.getLogger("shop")
log.setLevel(logging.INFO)
log.addHandler(logging.FileHandler("shop.log"))

from aiohttp import web

app = web.Application()
routes = web.RouteTableDef()


@routes.post("/")
async def main(request):
    log.info("asked")
    return web.Response(text="done")


app.add_routes(routes)
