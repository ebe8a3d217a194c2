from flask import Flask
from prices import fetched

app = Flask(__name__)


@app.get("/price/<name>")
def price(name):
    return {"price": fetched(name)}
