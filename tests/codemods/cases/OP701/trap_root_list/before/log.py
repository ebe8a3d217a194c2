import logging
import os
from logging.handlers import RotatingFileHandler


def by_append(name):
    handlers = []
    console = logging.StreamHandler()
    console.setLevel(logging.INFO)
    handlers.append(console)
    if not os.getenv("TESTING"):
        file_handler = logging.FileHandler("app.log")
        file_handler.setLevel(logging.INFO)
        handlers.append(file_handler)
    logging.basicConfig(level=logging.DEBUG, handlers=handlers)
    return logging.getLogger(name)


def by_list():
    handlers = [logging.StreamHandler(), RotatingFileHandler("app.log")]
    logging.basicConfig(level=logging.DEBUG, handlers=handlers)
