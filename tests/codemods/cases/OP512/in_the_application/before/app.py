import os

from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["API_KEY"] = os.environ["API_KEY"]


@app.get("/")
def index():
    return os.environ["GREETING"]
