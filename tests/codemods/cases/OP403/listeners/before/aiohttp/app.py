import joblib
from aiohttp import web


async def model(app):
    app["model"] = joblib.load("model.bin")
    yield


async def words(app):
    app["words"] = joblib.load("words.bin")


async def closed(app):
    joblib.load("late.bin")


app = web.Application()
app.cleanup_ctx.append(model)
app.on_startup.extend([words])
app.on_cleanup.append(closed)

if __name__ == "__main__":
    web.run_app(app)
