import os

from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("defaults.cfg")
if "SHOP_CONFIG" in os.environ:
    app.config.from_envvar("SHOP_CONFIG")
app.debug = False
