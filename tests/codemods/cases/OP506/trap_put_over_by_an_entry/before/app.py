import os

from flask import Flask

app = Flask(__name__)
app.config.from_object("config.BaseConfig")
app.config["MAIL_SERVER"] = os.environ.get("RELAY", app.config["MAIL_SERVER"])
