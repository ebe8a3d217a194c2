import logging


def get_logger():
    logger = logging.getLogger("shop")
    # create file handler which logs even debug messages
    fh = logging.FileHandler("shop.log")
    ch = logging.StreamHandler()
    logger.addHandler(fh)
    logger.addHandler(ch)
    return logger
