LOGGING = {
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "WARNING"},
        "file": {"class": "logging.StreamHandler", "level": "INFO", "stream": "ext://sys.stdout"},
    },
    "loggers": {
        "noisy": {"handlers": ["console"], "propagate": False},
        "shop": {"handlers": ["file"], "propagate": False},
    },
}
