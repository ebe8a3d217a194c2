import logging
import sys


def setup(settings):
    if "logfile" in settings and settings["level"]:
        logging.basicConfig(filename=settings["logfile"])
    else:
        logging.basicConfig(stream=sys.stdout)
