from flask import Flask
from shop.orders import orders


def make_app():
    app = Flask(__name__)
    app.register_blueprint(orders)
    return app


if __name__ == "__main__":
    make_app().run(debug=True)
