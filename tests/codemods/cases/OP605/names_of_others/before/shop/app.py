import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config["PAGES"] = os.environ.get("PAGES", "20")
    app.config.from_pyfile("shop.cfg")
    return app


def greeting(app):
    return f"{app.config['USER']} of {app.config.get('SHOP_NAME')}"
