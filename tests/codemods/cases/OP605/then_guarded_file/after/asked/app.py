import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config.from_json("defaults.json")
    if os.environ.get("SHOP_CONFIG"):
        app.config.from_pyfile("more.cfg")
        app.config.from_envvar("SHOP_CONFIG")
    app.config.update(
        {
            key: (
                os.environ[key].lower() in ("1", "true", "yes", "on")
                if type(value) is bool
                else type(value)(os.environ[key])
            )
            for key, value in app.config.items()
            if key in os.environ and type(value) in (str, int, float, bool)
        }
    )
    return app
