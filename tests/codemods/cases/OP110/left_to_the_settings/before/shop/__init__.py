from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from shop.config import config

limiter = Limiter(key_func=get_remote_address)


def create_app(name="default"):
    app = Flask(__name__)
    app.config.from_object(config[name])
    limiter.init_app(app)
    return app
