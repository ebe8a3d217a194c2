import logging.config
import os

LOGGING = {
    "version": 1,
    "handlers": {
        "file": {"class": "logging.handlers.RotatingFileHandler", "filename": "shop.log", "maxBytes": 1000},
    },
    "root": {"handlers": ["file"], "level": "INFO"},
}
handler = LOGGING["handlers"]["file"]
handler.setdefault("backupCount", 3)
logging.config.dictConfig(LOGGING)
