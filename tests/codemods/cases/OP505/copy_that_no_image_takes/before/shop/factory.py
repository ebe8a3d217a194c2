from flask import Flask
from views.orders import orders


def make_app():
    app = Flask(__name__)
    app.register_blueprint(orders)
    return app
