def logging_of(debug):
    handlers = ["console", "local"] if debug else ["local"]
    config = {
        "version": 1,
        "handlers": {
            "console": {"class": "logging.StreamHandler"},
            "file": {"class": "logging.FileHandler", "filename": "shop.log"},
        },
        "loggers": {"": {"handlers": handlers}},
    }
    return config


class Config:
    LOG_PATH = "logs"
    LOGGING = {
        "version": 1,
        "handlers": {"file": {"class": "logging.FileHandler", "filename": LOG_PATH + "/shop.log"}},
        "root": {"handlers": ["file"]},
    }
