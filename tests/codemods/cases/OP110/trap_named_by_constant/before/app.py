import os

import flask_limiter
from flask import Flask

from extensions import limiter


def create_app():
    app = Flask(__name__)
    app.config[flask_limiter.extension.C.STORAGE_URL] = os.environ["STORE_URI"]
    limiter.init_app(app)
    return app
