from aiohttp import web

from shop import tables
from shop.tables import emptied, left

app = web.Application()
app.cleanup_ctx.append(tables.prepared)
app.on_startup.extend([emptied])
app.on_shutdown.append(left)

if __name__ == "__main__":
    web.run_app(app, port=8080)
