from flask import Flask

from shop.watching import start


def create_app():
    app = Flask(__name__)
    app.config["ELASTIC_APM"] = {
        "SERVICE_NAME": "shop",
        "SECRET_TOKEN": "m7-in-own-words",
    }
    start(app.config["ELASTIC_APM"])
    return app
