import logging
from logging.handlers import RotatingFileHandler

handler = RotatingFileHandler("app.log")
logging.getLogger("shop").addHandler(handler)
print("logging to", handler.baseFilename)
