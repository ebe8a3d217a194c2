import asyncio
import os
import subprocess

from flask import Flask

app = Flask(__name__)
environ = {}


async def work(context):
    context.run(host="0.0.0.0", port=5000)


def start():
    # app.run(host="0.0.0.0", port=5000)
    app.run()
    app.run(debug=False)
    app.run(use_reloader=True, threaded=True)
    app.run(host=os.environ.get("HOST", "0.0.0.0"), port=int(os.getenv("PORT", 5000)))
    app.run(port=app.config["PORT"], debug=app.config["DEBUG"])
    asyncio.run(work(None), debug=True)
    subprocess.run(["flask", "run"])
