import logging

from shop.logs import begin

try:
    begin()
except Exception as error:
    logging.basicConfig(level=logging.DEBUG)
    logging.error("no log: %s", error)
