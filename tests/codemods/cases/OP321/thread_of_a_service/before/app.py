import threading
import time

from flask import Flask

app = Flask(__name__)
prices = {}


def refresh():
    while True:
        prices.clear()
        time.sleep(60)


threading.Thread(target=refresh, daemon=True).start()


@app.get("/")
def index():
    return prices
