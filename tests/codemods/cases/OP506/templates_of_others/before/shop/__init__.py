import os

from flask import Flask
from redis import Redis

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


def create_app():
    app = Flask(__name__)
    app.config.from_pyfile(os.path.join(ROOT, "default_config.py"))
    app.config.from_pyfile(os.path.join(ROOT, "deployed_config.py"), silent=True)
    app.redis = Redis(host=app.config["REDIS_HOST"], port=app.config["REDIS_PORT"])
    return app
