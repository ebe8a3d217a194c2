import os

from flask import Flask

from settings import settings


def create_app():
    app = Flask(__name__)
    if os.environ.get("SHOP_CONF"):
        app.config.from_envvar("SHOP_CONF")
    else:
        path = os.path.normpath(os.path.expanduser("~/.config/shop/shop.conf.py"))
        app.config.from_pyfile(path, silent=True)
    return app


def create_admin():
    app = Flask("admin")
    if settings.flask_config_file:
        app.config.from_pyfile(settings.flask_config_file)
    return app
