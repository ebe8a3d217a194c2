from logging.config import dictConfig

dictConfig({
    "version": 1,
    "handlers": {
        "file": {
            "class": "logging.handlers.RotatingFileHandler",
            "level": "INFO",
            "filename": "logs/app.log",
            "maxBytes": 1_000_000,
        },
    },
    "root": {"handlers": ["file"], "level": "INFO"},
})
