import json
import os

from flask import Flask

application = Flask(__name__)
application.config.from_file("../settings.json", load=json.load)
application.config.from_json("more.json")
application.config.update(
    {
        key: (
            os.environ[key].lower() in ("1", "true", "yes", "on")
            if type(value) is bool
            else type(value)(os.environ[key])
        )
        for key, value in application.config.items()
        if key in os.environ and type(value) in (str, int, float, bool)
    }
)


@application.route("/")
def home():
    return "hello"
