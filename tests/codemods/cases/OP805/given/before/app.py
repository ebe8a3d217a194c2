import sources
from flask import Flask
from store import client

app = Flask(__name__)
app.config.from_prefixed_env()
sources.load(app.config["SOURCES"])


@app.get("/<name>")
def search(name):
    return {"found": sources.SOURCES[name].search(name), "own": client.shop.books.count_documents({"title": name})}
