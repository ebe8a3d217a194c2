from flask import Flask

app = Flask(__name__)

DEFAULT_SECRET_KEY = "carry-on"
SECRET_KEY = "carry-on"


def check(app):
    if app.config["SECRET_KEY"] == "carry-on":
        raise SystemExit("set SECRET_KEY")
