LOGGING = {
    "version": 1,
    "formatters": {"basic": {"format": "%(asctime)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "basic", "level": "INFO"},
    },
    "loggers": {
        "api": {"handlers": ["console"], "level": "INFO"},
        "gunicorn": {"handlers": [], "propagate": True},
    },
    "root": {"handlers": ["console"]},
}
