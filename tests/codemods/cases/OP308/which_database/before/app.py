from flask import Flask

from db import archive, orders

app = Flask(__name__)


@app.get("/")
def index():
    return f"{orders.url.host} {archive.url.host}"
