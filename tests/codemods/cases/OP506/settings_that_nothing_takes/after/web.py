import redis
from aiohttp import web

from shop_settings import STOCK_HOST

stock = redis.Redis(host=STOCK_HOST)


async def index(request):
    return web.Response(text=stock.get("books"))


app = web.Application()
app.router.add_get("/", index)

if __name__ == "__main__":
    web.run_app(app)
