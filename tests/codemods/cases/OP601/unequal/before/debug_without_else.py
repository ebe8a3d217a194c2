import os

from flask import Flask

app = Flask(__name__)
ENV = os.getenv("ENV")

if ENV == "dev":
    app.debug = True
