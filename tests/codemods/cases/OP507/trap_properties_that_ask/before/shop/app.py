import requests
from flask import Flask

from shop.config import RuntimeConfig

app = Flask(__name__)
app.config.from_object(RuntimeConfig())


@app.get("/")
def orders():
    return requests.get(app.config["ORDERS_URL"], timeout=5).json()
