from flask import Flask

import config


def create_app(settings=config.Laptop):
    app = Flask(__name__)
    app.config.from_object(settings)
    return app
