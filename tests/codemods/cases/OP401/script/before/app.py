from flask import Flask

import database

app = Flask(__name__)
database.init()
database.clean()


@app.get("/")
def index():
    return "shop"
