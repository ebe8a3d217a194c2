import os

from flask import Flask


def create_app(name=None):
    app = Flask(__name__)
    if name is None:
        if os.getenv("TEST") == "true":
            name = "shop.conf.TestingConfig"
        elif os.getenv("DEV") == "true" or os.getenv("DOCS") == "true":
            name = "shop.conf.DevelopmentConfig"
        else:
            name = "shop.conf.ProductionConfig"
    app.config.from_object(name)
    return app


app = create_app()
