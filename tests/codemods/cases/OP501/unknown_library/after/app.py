from flask import Flask
from shopkit import flask_init

from config import Config


def create_app():
    application = Flask(__name__)
    flask_init.init_app(application, Config)
    return application
