import os

from flask import Flask

app = Flask(__name__)
if os.getenv("SHOP_DEV") in ("1", "true"):
    app.config.from_object("config.DevelopmentConfig")
else:
    app.config.from_object("config.ProductionConfig")
