import logging.config
import os

LOGGING = {
    "version": 1,
    "handlers": {
        "file": {"class": "logging.handlers.RotatingFileHandler", "filename": "shop.log", "maxBytes": 1000},
    },
    "root": {"handlers": ["file"], "level": "INFO"},
}


def start(config):
    handlers = config.get("handlers")
    handlers["file"] |= {"filename": os.getenv("SHOP_LOG", "shop.log")}
    logging.config.dictConfig(config)


start(config=LOGGING)
