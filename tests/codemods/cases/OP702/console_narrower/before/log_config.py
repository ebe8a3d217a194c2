LOGGING = {
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "WARNING"},
        "file": {"class": "logging.FileHandler", "level": "INFO", "filename": "app.log"},
    },
    "root": {"level": "INFO", "handlers": ["console", "file"]},
}
