import os

from aiohttp import web


async def limit(request):
    return web.json_response({"limit": request.app["limit"], "tags": request.app["tags"]})


app = web.Application()
app.router.add_get("/limit", limit)
if os.environ.get("SMALL"):
    app["limit"] = 5
    app["tags"] = ["small"]
else:
    app["limit"] = 100
    app["tags"] = []
web.run_app(app)
