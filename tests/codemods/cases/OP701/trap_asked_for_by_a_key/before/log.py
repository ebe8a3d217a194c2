import logging
import sys
from logging.handlers import RotatingFileHandler


def setup(settings):
    if "logfile" in settings:
        logging.basicConfig(handlers=[RotatingFileHandler(settings["logfile"])])
    else:
        logging.basicConfig(stream=sys.stdout)


def later(settings):
    if "log_file" not in settings:
        return
    logging.getLogger().addHandler(logging.FileHandler(settings["log_file"]))
