import os

from flask import Flask, request


def create_app(config):
    app = Flask(__name__)

    if config.hourly_limit:
        from flask_limiter import Limiter

        limiter = Limiter(
            lambda: request.remote_addr,
            app=app,
            storage_uri=os.environ["LIMITS_URL"],
        )
    else:
        from .unlimited import Limiter

        limiter = Limiter()

    @app.route("/")
    @limiter.limit("5 per hour")
    def index():
        return "shop"

    return app
