import logging.config

from flask import Flask

logging.config.fileConfig("logging.ini")
app = Flask(__name__)
