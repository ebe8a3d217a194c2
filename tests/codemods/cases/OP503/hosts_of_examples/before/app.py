import requests
from flask import Flask

app = Flask(__name__)


@app.get("/orders")
def orders():
    host = "shop.example.com"
    token = "8f3b1c5d7e9a2b4c"
    return requests.get(f"https://{host}/orders", headers={"Authorization": f"Bearer {token}"}).text


@app.get("/stock")
def stock():
    token = "4c2b9a7e5d1c3b8f"
    host = "example.com"
    shown = f"https://{host}/{token}"
    return requests.get("https://stock.internal", params={"token": token}).text + shown


@app.get("/prices")
def prices():
    host = "prices.internal"
    token = "1c5d7e9a2b4c8f3b"
    return requests.get(f"https://{host}/{token}").text


@app.get("/old")
def old():
    host = "hostname.com"
    host = "old.internal"
    token = "5d7e9a2b4c8f3b1c"
    return requests.get(f"https://{host}/{token}").text
