import os

from flask import Flask

from shop.watching import start


def create_app():
    app = Flask(__name__)
    app.config["ELASTIC_APM"] = {
        "SERVICE_NAME": "shop",
        "SECRET_TOKEN": os.environ["SECRET_TOKEN"],
    }
    start(app.config["ELASTIC_APM"])
    return app
