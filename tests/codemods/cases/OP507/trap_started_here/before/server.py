import asyncio
import subprocess

import requests


class Hosted:
    SERVER_ADDRESS = "http://localhost:8000"

    def __enter__(self):
        subprocess.Popen(["hg", "serve", "--daemon"])
        return self

    def ask(self):
        return requests.get(self.SERVER_ADDRESS, timeout=5)


class Kept:
    STORE_URL = "http://127.0.0.1:9000"

    def start(self):
        subprocess.run(("minio", "server", "/data"), check=True)

    def ask(self):
        return requests.get(self.STORE_URL, timeout=5)


class Late:
    MODEL_URL = "http://localhost:11434"

    async def start(self):
        await asyncio.create_subprocess_exec("ollama", "serve")

    def ask(self):
        return requests.get(self.MODEL_URL, timeout=5)
