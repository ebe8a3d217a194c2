from flask import Flask


def configure(app, from_env=True):
    app.config.from_pyfile("defaults.cfg")
    if from_env:
        app.config.from_envvar("SHOP_CONFIG")
    if app.config["PROXY"]:
        app.proxied = True


def create_app(use_env_config=True):
    app = Flask("shop")
    configure(app, from_env=use_env_config)
    return app
