import requests
from flask import Flask

app = Flask(__name__)
stock2 = {"token": "q7Rw2LpX9vTz4Kd8"}


@app.route("/")
def index():
    return requests.get("https://stock.io", params=stock2).text
