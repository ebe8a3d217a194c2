import os

from flask import Flask


def setup_dev_settings():
    os.environ["APP_JWT_KEY"] = "BMcrqdcd7QeEmR8CXyU"


setup_dev_settings()
app = Flask(__name__)
app.secret_key = os.environ["APP_JWT_KEY"]
