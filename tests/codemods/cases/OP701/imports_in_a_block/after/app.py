import sys

from flask import Flask
from flask.logging import default_handler

app = Flask(__name__)

if not app.debug:
    import logging
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter('%(message)s'))
    app.logger.removeHandler(default_handler)
    app.logger.addHandler(handler)
