import logging
import os
from logging.handlers import RotatingFileHandler


def setup(app):
    if not os.path.exists("logs"):
        os.mkdir("logs")

    all_lines = RotatingFileHandler("logs/all.log", maxBytes=10240)
    all_lines.setLevel(logging.INFO)
    warnings = RotatingFileHandler("logs/warnings.log", maxBytes=10240)
    warnings.setLevel(logging.WARNING)
    app.logger.addHandler(all_lines)
    app.logger.addHandler(warnings)
    app.logger.setLevel(logging.INFO)
