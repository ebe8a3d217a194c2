import os

from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("defaults.cfg")
if "SHOP_CONFIG" in os.environ:
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
app.debug = False
