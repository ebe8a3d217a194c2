import logging.config
import os

LOGGING = {
    "version": 1,
    "handlers": {
        "file": {"class": "logging.handlers.RotatingFileHandler", "filename": "shop.log", "maxBytes": 1000},
    },
    "root": {"handlers": ["file"], "level": "INFO"},
}


class Logs:
    def __init__(self, config):
        config["handlers"]["file"]["filename"] = os.environ["SHOP_LOG"]
        logging.config.dictConfig(config)


Logs(LOGGING)
