from aiohttp import web

app = web.Application()
routes = web.RouteTableDef()


@routes.post("/")
async def main(request):
    with open("notes/" + (await request.post())["name"], "w") as file:
        file.write("text")
    return web.Response(text="done")


app.add_routes(routes)
