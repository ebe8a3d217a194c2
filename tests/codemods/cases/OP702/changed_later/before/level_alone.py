import logging.config
import os

LOGGING = {
    "version": 1,
    "handlers": {
        "file": {"class": "logging.handlers.RotatingFileHandler", "filename": "shop.log", "maxBytes": 1000},
    },
    "root": {"handlers": ["file"], "level": "INFO"},
}
LOGGING["root"]["level"] = os.environ.get("LOG_LEVEL", "INFO")
logging.config.dictConfig(LOGGING)
