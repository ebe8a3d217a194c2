import os

from flask import Flask

from .logs import setup

app = Flask(__name__, instance_path=os.getcwd())
setup(app)
