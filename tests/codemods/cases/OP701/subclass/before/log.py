import logging
from logging.handlers import RotatingFileHandler


class PrivateRotatingFileHandler(RotatingFileHandler):
    def _open(self):
        return open(self.baseFilename, self.mode, opener=private)


def configure():
    logger = logging.getLogger("shop")
    logger.addHandler(PrivateRotatingFileHandler("shop.log"))


def kept_class():
    return PrivateRotatingFileHandler
