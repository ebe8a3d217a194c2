from aiohttp import web

app = web.Application()
routes = web.RouteTableDef()


@routes.post("/")
async def main(request):
    pass
    return web.Response(text="done")


app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app)
