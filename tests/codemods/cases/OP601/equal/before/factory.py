import os

from flask import Flask


def create_app(testing=False):
    app = Flask(__name__)
    env = os.getenv("FLASK_ENV", "production")
    if not testing:
        if env == "development":
            app.config["PAGE_SIZE"] = 10
            app.config["RATE"] = 0.5
        elif env == "staging":
            app.config["PAGE_SIZE"] = 20
            app.config["RATE"] = 1.5
        else:
            app.config["PAGE_SIZE"] = 50
            app.config["RATE"] = 2.5
    app.logger.info("started in %s", env)
    return app
