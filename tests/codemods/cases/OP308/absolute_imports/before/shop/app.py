from flask import Flask

from shop import views


def create_app(name=None):
    application = Flask(name or __name__, instance_relative_config=True)  # the one
    application.register_blueprint(views.bp)
    return application
