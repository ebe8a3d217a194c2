import logging
from logging.handlers import RotatingFileHandler

from flask import Flask

app = Flask(__name__)
app.log_handler = RotatingFileHandler("shop.log")


def handler():
    return logging.FileHandler("a.log")
