from flask import Flask

from shop.builder import build

app = Flask(__name__)


@app.post("/themes/<name>")
def theme(name):
    return {"folder": str(build(name, "paper"))}
