import asyncio

from aiohttp import web

routes = web.RouteTableDef()
sockets = []
waiting: dict[str, tuple[str, asyncio.Future]] = {}


class Board:
    listeners: list[web.WebSocketResponse]

    def __init__(self):
        self.listeners = []

    def add(self, listener):
        self.listeners.append(listener)


board = Board()


@routes.get("/news")
async def news(request):
    ws = web.WebSocketResponse()
    await ws.prepare(request)
    sockets.append(ws)
    board.add(ws)
    waiting[request.query["id"]] = ("news", asyncio.get_running_loop().create_future())
    return ws


app = web.Application()
app.add_routes(routes)
web.run_app(app)
