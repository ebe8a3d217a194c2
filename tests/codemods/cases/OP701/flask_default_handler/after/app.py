import logging
import sys

from flask import Flask
from flask.logging import default_handler

app = Flask(__name__)

if not app.debug:
    stream_handler = logging.StreamHandler(sys.stdout)
    stream_handler.setFormatter(logging.Formatter('%(asctime)s %(levelname)s: %(message)s'))
    stream_handler.setLevel(logging.INFO)
    app.logger.removeHandler(default_handler)
    app.logger.addHandler(stream_handler)
    app.logger.setLevel(logging.INFO)
    app.logger.info('Shop startup')
