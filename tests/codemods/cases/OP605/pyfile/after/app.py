import os

from flask import Flask


def create_app(test_config=None):
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(SECRET_KEY=os.environ.get("SECRET_KEY", "dev"))

    if test_config is None:
        app.config.from_pyfile("config.py", silent=True)  # this machine's own
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
    else:
        app.config.from_mapping(test_config)

    return app
