import sys

from flask import Flask

from config import ENVIRONMENT

app = Flask(__name__)
if ENVIRONMENT != "production":
    sys.exit(1)
