import json
import os

from flask import Flask

application = Flask(__name__)
application.config.from_file("../settings.json", load=json.load)
application.config.from_json("more.json")
application.config.update(
    {
        key: type(value)(os.environ[key])
        for key, value in application.config.items()
        if key in os.environ and type(value) in (str, int, float)
    }
)


@application.route("/")
def home():
    return "hello"
