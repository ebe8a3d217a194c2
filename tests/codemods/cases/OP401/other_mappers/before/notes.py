import os

from sanic import Sanic
from tortoise import Tortoise

app = Sanic("notes")


@app.before_server_start
async def opened(app, _):
    await Tortoise.init(db_url=os.environ["DATABASE_URL"], modules={"models": ["rows"]})
    await Tortoise.generate_schemas(safe=True)
