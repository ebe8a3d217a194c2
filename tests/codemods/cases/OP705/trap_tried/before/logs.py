import logging


def can_write(path):
    try:
        with open("logs/shop.log", "a"):
            pass
        return True
    except OSError:
        logging.warning("no log file")
        return False
