import logging
import os
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler

logger = logging.getLogger("crawler")


@contextmanager
def log_of(host, folder):
    handler = logging.FileHandler(os.path.join(folder, f"{host}.log"))
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)


def crawl(host):
    handler = RotatingFileHandler("/srv/crawls/last.log")
    logger.addHandler(handler)
    try:
        logger.info("crawling %s", host)
    finally:
        logger.removeHandler(handler)
        handler.close()
