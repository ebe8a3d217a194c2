from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config["ELASTIC_APM"] = {
        "SERVICE_NAME": "shop",
        "SECRET_TOKEN": "m7-not-imported",
    }
    return app
