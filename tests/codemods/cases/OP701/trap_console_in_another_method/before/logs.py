import logging
from logging.handlers import TimedRotatingFileHandler


class Log(logging.Logger):
    def __init__(self, name):
        super().__init__(name)
        self.to_console()
        self.to_file()

    def to_file(self):
        handler = TimedRotatingFileHandler("app.log", when="D")
        self.addHandler(handler)

    def to_console(self):
        stream_handler = logging.StreamHandler()
        self.addHandler(stream_handler)
