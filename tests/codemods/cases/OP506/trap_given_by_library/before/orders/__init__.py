from dmutils.flask_init import init_app
from flask import Flask

from orders.config import stages


def create_app(stage):
    app = Flask(__name__)
    init_app(app, stages[stage])
    return app
