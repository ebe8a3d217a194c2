from flask import Flask


def create_app(named=False):
    app = Flask(__name__)
    app.config.from_pyfile("defaults.cfg")
    if named:
        app.config.from_envvar("SHOP_CONFIG")
    else:
        app.config.from_envvar("SHOP_DEFAULTS")
    return app
