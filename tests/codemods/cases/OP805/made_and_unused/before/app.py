from flask import Flask

import old_store
import store

app = Flask(__name__)


@app.get("/")
def index():
    return {"books": store.client.shop.books.count_documents({})}
