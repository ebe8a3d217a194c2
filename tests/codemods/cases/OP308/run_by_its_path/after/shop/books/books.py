from flask import Flask
from tools import log

import health

app = Flask(__name__)
health.init_app(app)


@app.get("/books")
def books():
    log("books")
    return []


if __name__ == "__main__":
    app.run(host="0.0.0.0")
