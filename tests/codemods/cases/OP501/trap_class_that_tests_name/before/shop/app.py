from flask import Flask

from shop.options import Base


def create_app(options=Base):
    app = Flask(__name__)
    app.config.from_object(options)
    return app
