import logging
import logging.handlers
import os
import sys


def start_logging(settings):
    orders = logging.getLogger("orders")
    folder = settings["LOG_FOLDER"]
    try:
        to_file = logging.handlers.RotatingFileHandler(os.path.join(folder, "orders.log"), maxBytes=10)
        orders.addHandler(to_file)
    except OSError:
        pass
    to_console = logging.StreamHandler(stream=sys.stdout)
    orders.addHandler(to_console)
    orders.propagate = False
