from logging import FileHandler
from logging.handlers import TimedRotatingFileHandler


class NightHandler(TimedRotatingFileHandler):
    pass


class PlainHandler(FileHandler):
    pass
