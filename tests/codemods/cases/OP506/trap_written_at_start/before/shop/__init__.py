from flask import Flask


def create_app():
    app = Flask(__name__, instance_path="/etc/shop", instance_relative_config=True)
    app.config.from_object("shop.default_settings")
    app.config.from_pyfile("shop.cfg", silent=True)
    return app
