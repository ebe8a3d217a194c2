import logging.config
import os

LOGGING = {
    "version": 1,
    "handlers": {
        "file": {"class": "logging.handlers.RotatingFileHandler", "filename": "shop.log", "maxBytes": 1000},
    },
    "root": {"handlers": ["file"], "level": "INFO"},
}
folder = os.environ.get("LOG_DIR", ".")
for name, each in LOGGING["handlers"].items():
    if name == "file":
        each["filename"] = os.path.join(folder, each["filename"])
logging.config.dictConfig(LOGGING)
