import os

from flask import Flask


def configure(app, from_env=True):
    app.config.from_pyfile("defaults.cfg")
    if from_env:
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
    if app.config["PROXY"]:
        app.proxied = True


def create_app(use_env_config=True):
    app = Flask("shop")
    configure(app, from_env=use_env_config)
    return app
