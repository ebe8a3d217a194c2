import os

from flask import Flask


def prepare():
    os.environ["APP_SECRET_KEY"] = "KlkdZyb5xrGpDcNkSBrDhe790ohLfuea"


def run_dev_server():
    prepare()
    create_app().run(host="127.0.0.1")


def create_app():
    prepare()
    app = Flask(__name__)
    app.secret_key = os.environ["APP_SECRET_KEY"]
    return app
