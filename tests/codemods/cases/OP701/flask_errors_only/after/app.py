import logging

from flask import Flask


def create_app():
    app = Flask(__name__)
    app.logger.setLevel(logging.INFO)
    return app
