import os

from config import Config
from flask import Flask

app = Flask(__name__)
app.config.from_object(Config)
if "SHOP_SETTINGS" in os.environ:
    app.config.from_object(os.environ["SHOP_SETTINGS"])
