import joblib
from sanic import Sanic

app = Sanic("shop")


@app.before_server_start
async def load(app, loop):
    app.ctx.model = joblib.load("model.bin")


@app.listener("before_server_start")
async def other(app, loop):
    app.ctx.other = joblib.load("other.bin")
