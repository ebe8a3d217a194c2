import logging.config
import os

LOGGING = {
    "version": 1,
    "handlers": {
        "file": {"class": "logging.handlers.RotatingFileHandler", "filename": "shop.log", "maxBytes": 1000},
    },
    "root": {"handlers": ["file"], "level": "INFO"},
}

if os.environ.get("CONTAINER"):
    del LOGGING["handlers"]["file"]
    LOGGING["root"]["handlers"] = []
logging.config.dictConfig(LOGGING)
