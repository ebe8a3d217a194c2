import logging.config

logging.config.dictConfig({
    "version": 1,
    "formatters": {"full": {"format": "%(levelname)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "ERROR"},
        "file": {"class": "logging.FileHandler", "filename": "shop.log", "formatter": "full"},
    },
    "loggers": {"shop": {"handlers": ["file"]}},
    "root": {"handlers": ["console"]},
})
