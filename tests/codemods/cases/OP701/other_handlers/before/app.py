import logging
from logging.handlers import HTTPHandler, SMTPHandler

import tornado.web

logging.getLogger("shop").addHandler(SMTPHandler("mail", "a@example.com", ["b@example.com"], "Error"))
logging.getLogger("shop").addHandler(HTTPHandler("logs", "/log"))
routes = [("/", tornado.web.StaticFileHandler)]
# handler = logging.FileHandler("app.log")
