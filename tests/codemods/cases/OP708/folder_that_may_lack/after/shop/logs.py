import logging.config


def begin():
    logging.config.fileConfig("log.ini")
