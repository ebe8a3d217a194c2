import os

from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
API_KEY = os.environ["API_KEY"]
FERNET_KEY = os.environ["FERNET_KEY"].encode()
