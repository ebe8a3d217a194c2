import logging
import os
from logging.handlers import RotatingFileHandler


def configure_logging(app):
    logger = logging.getLogger("shop")
    if app.config["LOG_TO_STDOUT"]:
        stream_handler = logging.StreamHandler()
        stream_handler.setLevel(logging.INFO)
        logger.addHandler(stream_handler)
    else:
        if not os.path.exists("logs"):
            os.mkdir("logs")
        file_handler = RotatingFileHandler("logs/shop.log", maxBytes=10240, backupCount=10)
        file_handler.setLevel(logging.INFO)
        logger.addHandler(file_handler)
