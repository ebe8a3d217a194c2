import logging


def get_logger():
    """Configures the logging module, and returns it

    Writes to a file log, also outputs it in the console
    """
    logger = logging.getLogger("shop")
    # create file handler which logs even debug messages
    fh = logging.FileHandler("shop.log")
    ch = logging.StreamHandler()
    logger.addHandler(fh)
    logger.addHandler(ch)
    return logger
