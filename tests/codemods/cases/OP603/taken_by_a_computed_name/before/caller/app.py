import sys

from flask import Flask


def create_app(settings="config.Config"):
    app = Flask(__name__)
    app.config.from_object(settings)
    return app


app = create_app(sys.argv[1])
