import logging
from logging.handlers import RotatingFileHandler

handler = RotatingFileHandler("app.log", maxBytes=1000)
handler.setLevel(logging.INFO)
logging.getLogger("shop").addHandler(handler)
