import os
from logging import StreamHandler
from logging.handlers import RotatingFileHandler


def configure(app, path):
    if os.path.exists(path):
        handler = StreamHandler(open(path, "a"))
    else:
        handler = RotatingFileHandler("app.log")
    app.logger.addHandler(handler)

    stream_handler = StreamHandler()
    app.logger.addHandler(stream_handler)
