from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config["SHOP_APM"] = {
        "SERVICE_NAME": "shop",
        "SECRET_TOKEN": "m7-own-key",
    }
    return app
