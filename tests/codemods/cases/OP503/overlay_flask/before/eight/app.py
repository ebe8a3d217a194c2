import os

from flask import Flask


def create_app(config="settings.Defaults"):
    app = Flask(__name__)
    app.config.from_object(config)
    settings = os.environ.get("SHOP_SETTINGS", os.path.join(os.getcwd(), "shop.cfg"))
    if os.path.exists(settings):
        app.config.from_pyfile(settings)
    return app
