import logging


def get_logger():
    logger = logging.getLogger("shop")
    ch = logging.StreamHandler()
    logger.addHandler(ch)
    return logger
