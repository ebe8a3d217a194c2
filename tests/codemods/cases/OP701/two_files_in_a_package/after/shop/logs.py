import logging
import sys

from flask.logging import default_handler


def setup(app):

    all_lines = logging.StreamHandler(sys.stdout)
    all_lines.setLevel(logging.INFO)
    app.logger.removeHandler(default_handler)
    app.logger.addHandler(all_lines)
    app.logger.setLevel(logging.INFO)
