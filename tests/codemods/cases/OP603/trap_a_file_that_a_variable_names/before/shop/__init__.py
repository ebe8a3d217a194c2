import os

from flask import Flask

app = Flask(__name__)


def configure(base="ProductionConfig"):
    name = "shop.config:{0}".format(base)
    app.config.from_object(name)
    if os.environ.get("SHOP_CONFIGURATION") is not None:
        app.config.from_envvar("SHOP_CONFIGURATION")
