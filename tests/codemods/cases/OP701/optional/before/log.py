import logging
import os

logger = logging.getLogger("shop")

if os.environ.get("LOG_TO_FILE", "1") == "1":
    logger.addHandler(logging.FileHandler("shop.log"))


def set_up(logs_dir=None, log_to_file=False):
    if logs_dir is not None:
        to_file()
    if log_to_file:
        logger.addHandler(logging.FileHandler("b.log"))


def to_file():
    handler = logging.FileHandler("shop.log")
    logger.addHandler(handler)


def configure(app):
    if not app.debug and app.config["LOG_TO_STDOUT"]:
        logger.addHandler(logging.StreamHandler())
    else:
        logger.addHandler(logging.FileHandler("c.log"))
