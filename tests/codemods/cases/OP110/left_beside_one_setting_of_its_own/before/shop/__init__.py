import os

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

SEARCH_URL = os.environ.get("SEARCH_URL", "http://search:9200")
limiter = Limiter(key_func=get_remote_address)


def create_app():
    app = Flask(__name__)
    app.config.from_object("shop.config.Config")
    limiter.init_app(app)
    return app
