import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    from .views import files

    app.register_blueprint(files.bp)
    return app
