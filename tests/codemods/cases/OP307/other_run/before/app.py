import asyncio
import subprocess

import uvicorn
from flask import Flask

app = Flask(__name__)


def deploy(job):
    subprocess.run(["ls"])
    job.run()


if __name__ == "__main__":
    asyncio.run(deploy(None))
    uvicorn.run(app)
