import logging


def logger_of(name):
    logger = logging.getLogger(name)
    # a console
    console = logging.StreamHandler()
    formatter = logging.Formatter("%(asctime)s %(message)s")
    console.setFormatter(formatter)
    # add the handlers to the logger
    logger.addHandler(console)
    return logger
