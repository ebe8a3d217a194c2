import logging


def logger_of(name):
    logger = logging.getLogger(name)
    # a file that keeps everything
    file = logging.FileHandler("shop.log")
    # a console
    console = logging.StreamHandler()
    formatter = logging.Formatter("%(asctime)s %(message)s")
    file.setFormatter(formatter)
    console.setFormatter(formatter)
    # add the handlers to the logger
    logger.addHandler(file)
    logger.addHandler(console)
    return logger
