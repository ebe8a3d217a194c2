from logging.handlers import RotatingFileHandler as Rotating


class DailyHandler(Rotating):
    pass
