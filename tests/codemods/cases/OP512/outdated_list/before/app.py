import logging
import os

import config
from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return os.environ["GREETING"]
