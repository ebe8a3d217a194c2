import json

from flask import Flask

app = Flask(__name__)


@app.get("/prices")
def prices():
    with open("prices.json", "r+") as file:
        return json.load(file)


@app.get("/taxes")
def taxes():
    with open("taxes.txt", "r+") as file:
        return [line.strip() for line in file]
