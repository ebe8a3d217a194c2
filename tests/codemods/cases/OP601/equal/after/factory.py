import os

from flask import Flask


def create_app(testing=False):
    app = Flask(__name__)
    env = os.getenv("FLASK_ENV", "production")
    if not testing:
        app.config["PAGE_SIZE"] = int(os.getenv("PAGE_SIZE", "50"))
        app.config["RATE"] = float(os.getenv("RATE", "2.5"))
    app.logger.info("started in %s", env)
    return app
