import logging.config
import os

LOGGING = {
    "version": 1,
    "handlers": {
        "file": {"class": "logging.handlers.RotatingFileHandler", "filename": "shop.log", "maxBytes": 1000},
    },
    "root": {"handlers": ["file"], "level": "INFO"},
}
LOGGING["handlers"] |= {"second": {**LOGGING["handlers"]["file"], "filename": "second.log"}}
LOGGING["root"]["handlers"].append("second")
logging.config.dictConfig(LOGGING)
