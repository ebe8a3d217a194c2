import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

from defaults import LOG_NAME

FOLDER = os.environ.get("LOGS", "/logs/")
logger = logging.getLogger("shop")


def by_folder():
    logger.addHandler(RotatingFileHandler(os.path.join(FOLDER, "shop.log")))


def by_argument(logs_dir):
    """Log into a file of the folder."""
    name = os.path.join(logs_dir, "shop.log")
    handler = logging.FileHandler(name)
    logger.addHandler(handler)


def by_setting(app):
    logger.addHandler(logging.FileHandler(app.config["LOG_FILE"]))
    logger.addHandler(logging.FileHandler(app.config.get("LOG_FILE", "a.log")))
    names = {"a": Path(app.config["LOG_FOLDER"]) / "a.log"}
    logger.addHandler(logging.FileHandler(names["a"]))


def by_constant():
    logger.addHandler(logging.FileHandler(LOG_NAME))


class Log:
    def __init__(self, folder="logs"):
        self.folder = Path(folder)
        logger.addHandler(logging.FileHandler(self.folder / "shop.log"))
