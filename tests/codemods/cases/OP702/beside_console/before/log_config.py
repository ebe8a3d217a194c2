LOGGING = {
    "version": 1,
    "formatters": {"basic": {"format": "%(asctime)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "basic", "level": "INFO"},
        "file": {
            "class": "logging.FileHandler",
            "formatter": "basic",
            "level": "INFO",
            "filename": "./logs/app.log",
        },
    },
    "loggers": {
        "api": {"handlers": ["console", "file"], "level": "INFO"},
        "gunicorn": {"handlers": ["file"], "propagate": True},
    },
    "root": {"handlers": ["console"]},
}
