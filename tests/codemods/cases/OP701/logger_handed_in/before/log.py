import logging
from logging.handlers import RotatingFileHandler


def to_file(logger):
    handler = RotatingFileHandler("shop.log")
    logger.addHandler(handler)


class Log:
    def to_file(self, root_logger, lines):
        root_logger.addHandler(logging.FileHandler("a.log"))
