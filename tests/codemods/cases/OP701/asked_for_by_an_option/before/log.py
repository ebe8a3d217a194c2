import logging
import os
import sys
from logging.handlers import RotatingFileHandler


def scraping(settings):
    filename = settings.get("LOG_FILE")
    if filename:
        return logging.FileHandler(filename, mode="a")
    return logging.StreamHandler()


def serving(options):
    if options.log_file_prefix and not options.quiet:
        return RotatingFileHandler(options.log_file_prefix, maxBytes=10_000)
    return logging.StreamHandler()


def working(logfile=None):
    logfile = sys.__stderr__ if logfile is None else logfile
    if hasattr(logfile, "write"):
        return logging.StreamHandler(logfile)
    return logging.FileHandler(logfile)


def starting(level, *, log_file: str | None = None):
    if log_file is not None:
        logging.getLogger().addHandler(logging.FileHandler(log_file))


class Plugin:
    def __init__(self, config):
        log_file = config.getoption("log_file") or os.devnull
        self.handler = logging.FileHandler(log_file, encoding="UTF-8")
