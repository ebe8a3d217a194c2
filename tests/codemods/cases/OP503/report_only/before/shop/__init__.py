from flask import Flask

from shop import guard


def make_app():
    app = Flask(__name__)
    app.config.from_object("shop.defaults")
    app.config.from_envvar("SHOP_SETTINGS", silent=True)
    guard.check(app)
    return app


def create_app(secret_key="keep-calm"):
    app = make_app()
    app.secret_key = secret_key
    return app
