from flask import Flask

from shop.options import Options


def create_app():
    app = Flask(__name__)
    app.config.from_object("shop.default_config")
    Options.load_environment(app)
    return app
