import os
import time

from flask import Flask, request

from letters import post

app = Flask(__name__)


class Labels:
    def send(self, to):
        path = self._print(to)
        post(to, path)
        self._clear(path)

    def _print(self, to):
        path = f"labels/{time.time()}.svg"
        with open(path, "w") as label:
            label.write(to)
        return path

    def _clear(self, path):
        os.remove(path)


@app.post("/labels")
def send():
    Labels().send(request.form["to"])
    return ""
