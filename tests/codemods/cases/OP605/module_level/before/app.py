import json

from flask import Flask

application = Flask(__name__)
application.config.from_file("../settings.json", load=json.load)
application.config.from_json("more.json")


@application.route("/")
def home():
    return "hello"
