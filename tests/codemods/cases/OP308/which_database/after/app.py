from flask import Flask

import health
from db import archive, orders

app = Flask(__name__)
health.init_app(app)


@app.get("/")
def index():
    return f"{orders.url.host} {archive.url.host}"
