import os
from importlib import import_module

from flask import Flask

app = Flask(__name__)
app.config.from_object(import_module("shop.settings." + os.getenv("SHOP_SETTINGS", "live")))
