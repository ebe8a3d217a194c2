import logging.config

from shop.configuration import load

logging.config.dictConfig(load("pkg://shop/logging.yaml"))
