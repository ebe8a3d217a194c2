LOGGING = {
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "INFO"},
    },
    "root": {"level": "INFO", "handlers": ["console"]},
}
