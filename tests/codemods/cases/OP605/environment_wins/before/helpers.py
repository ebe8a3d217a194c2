import os


def from_environment(app, prefix="SHOP_"):
    for key, value in os.environ.items():
        if key.startswith(prefix):
            app.config[key.removeprefix(prefix)] = value
