import os


def logging_of(app, log_file="shop.log"):
    return {
        "version": 1,
        "handlers": {
            "file": {"class": "logging.FileHandler", "filename": app.config["LOG_FILE"]},
            "second": {"class": "logging.FileHandler", "filename": log_file},
            "third": {"class": "logging.FileHandler", "filename": os.environ.get("LOGS", "/logs") + "/a.log"},
        },
        "root": {"handlers": ["file"]},
    }
