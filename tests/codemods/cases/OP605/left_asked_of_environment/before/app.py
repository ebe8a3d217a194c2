import os

from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("shop.cfg")
title = os.environ.get("TITLE") or app.config["TITLE"]
