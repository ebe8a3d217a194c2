LOGGING = {
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "WARNING"},
        "file": {"class": "logging.FileHandler", "level": "INFO", "filename": "app.log", "delay": True},
    },
    "loggers": {
        "noisy": {"handlers": ["console"], "propagate": False},
        "shop": {"handlers": ["console", "file"], "propagate": False},
    },
}
