import threading

from flask import Flask

app = Flask(__name__)


def resize(name):
    print("resize", name)


@app.post("/pictures/<name>")
def upload(name):
    threading.Thread(target=resize, args=(name,), daemon=False).start()
    return "", 202
