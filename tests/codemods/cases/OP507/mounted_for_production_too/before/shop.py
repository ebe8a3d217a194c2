import requests
from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("/etc/shop/settings.py")


@app.get("/")
def orders():
    return requests.get(app.config["ORDERS_URL"], timeout=5).json()
