import os

LOGGING = {
    "handlers": {
        "console": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"},
        "null": {"class": "logging.NullHandler"},
        "out": {"class": "logging.FileHandler", "filename": "/dev/stderr"},
        "wanted": {"class": "logging.FileHandler", "filename": os.environ["LOG_FILE"]},
    },
}
FIELDS = {"class": "form-control", "filename": "x.log"}
