import logging
import logging.handlers

root = logging.getLogger()
handler = logging.handlers.RotatingFileHandler("info.log", maxBytes=1000)
handler.setLevel(logging.INFO)
root.addHandler(handler)
handler = logging.handlers.RotatingFileHandler("error.log", maxBytes=1000)
handler.setLevel(logging.ERROR)
root.addHandler(handler)
