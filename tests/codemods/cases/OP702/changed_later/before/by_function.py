import logging.config


def config():
    return {
        "version": 1,
        "handlers": {"file": {"class": "logging.FileHandler", "filename": "shop.log"}},
        "root": {"handlers": ["file"]},
    }


made = config()
made["loggers"] = {"audit": {"handlers": ["file"]}}
logging.config.dictConfig(made)
