import os

from flask import Flask


def load(app):
    if os.getenv("SHOP_DEV", "").lower() == "true":
        chosen = "switched.config.DevelopmentConfig"
    else:
        chosen = "switched.config.ProductionConfig"
    app.config.from_object(chosen)


app = Flask(__name__)
load(app)
