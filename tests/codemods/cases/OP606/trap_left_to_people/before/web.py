from flask import Flask

import tables

app = Flask(__name__)


@app.route("/")
def home():
    return tables.NAME
