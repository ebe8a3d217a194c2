import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config["PAGES"] = os.environ.get("PAGES", "20")
    app.config.from_pyfile("shop.cfg")
    app.config.update(
        {
            key: (
                os.environ[key].lower() in ("1", "true", "yes", "on")
                if type(value) is bool
                else type(value)(os.environ[key])
            )
            for key, value in app.config.items()
            if key in os.environ
            and key not in ("HOST", "HOSTNAME", "REDIS_PORT", "USER")
            and type(value) in (str, int, float, bool)
        }
    )
    return app


def greeting(app):
    return f"{app.config['USER']} of {app.config.get('SHOP_NAME')}"
