import logging
from logging import FileHandler

from flask import Flask


def create_app():
    app = Flask(__name__)
    handler = FileHandler("errors.log")
    handler.setLevel(logging.ERROR)
    app.logger.addHandler(handler)
    app.logger.setLevel(logging.INFO)
    return app
