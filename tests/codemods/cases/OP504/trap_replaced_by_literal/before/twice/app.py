import os

from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "blue-heron-at-dawn-74")
app.config["DEBUG"] = False
app.config["SECRET_KEY"] = "another-one-entirely"
