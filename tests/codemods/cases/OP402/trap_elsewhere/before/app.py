import threading
import time

from flask import Flask

app = Flask(__name__)


def poll():
    while True:
        try:
            print("tick")
        except OSError:
            pass
        time.sleep(60)


threading.Thread(target=poll, daemon=True).start()


@app.get("/slow")
def slow():
    time.sleep(1)
    return "done"


@app.cli.command("wait")
def wait():
    time.sleep(1)
